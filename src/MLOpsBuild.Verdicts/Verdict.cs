using System.Text.Json.Serialization;

namespace MLOpsBuild.Verdicts;

/// <summary>What a gate says. Only <see cref="Pass"/> is a pass: no data and errors never are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The measured evidence is within what is allowed.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>The evidence cannot decide: too few rows, no data, or an interval that spans the limit.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>The evidence is outside what is allowed.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>The check itself could not be carried out.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
