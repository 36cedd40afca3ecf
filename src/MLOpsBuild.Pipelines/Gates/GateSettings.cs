using System.Text.Json.Serialization;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>What a gate says when there is nothing to judge. That it passes is not among the answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoData>))]
public enum NoData
{
    /// <summary>It holds.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>It fails.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>It is in error.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>What becomes of a check's verdict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateMode>))]
public enum GateMode
{
    /// <summary>It decides, and becomes evidence about the model.</summary>
    [JsonStringEnumMemberName("gate")]
    Gate,

    /// <summary>It is shown, and decides nothing.</summary>
    [JsonStringEnumMemberName("report")]
    Report,
}

/// <summary>The settings of a check in <c>gates.json</c>, which every kind extends with its own. Values are checked when they are set.</summary>
public abstract record GateSettings
{
    /// <summary>With fewer rows (for a check of something else: parts) than this there is nothing to judge, from 1. Default 1.</summary>
    public int MinSamples { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MinSamples), value, "it must be at least 1."); } = 1;

    /// <summary>What is said when there is nothing to judge. Default: hold.</summary>
    public NoData OnNoData { get; init; } = NoData.Hold;

    /// <summary>Whether the verdict decides. Default: it does.</summary>
    public GateMode Mode { get; init; } = GateMode.Gate;

    /// <summary>What is wrong with the settings together, one sentence each; nothing by default.</summary>
    public virtual IEnumerable<string> Problems() => [];

    /// <summary>A number that must lie between two others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    protected static double Within(double value, double least, double most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"it must be from {least} to {most}."));

    /// <summary>A whole number that must lie between two others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    protected static int Within(int value, int least, int most, string name) => (int)Within((double)value, least, most, name);
}
