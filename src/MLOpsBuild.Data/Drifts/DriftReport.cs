using System.Text.Json.Serialization;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>What a column is to the model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftRole>))]
public enum DriftRole
{
    /// <summary>An input, or any other column.</summary>
    [JsonStringEnumMemberName("feature")]
    Feature,

    /// <summary>What is to be predicted.</summary>
    [JsonStringEnumMemberName("target")]
    Target,

    /// <summary>What was predicted.</summary>
    [JsonStringEnumMemberName("prediction")]
    Prediction,
}

/// <summary>One statistic of one column.</summary>
/// <param name="Name">Its stable name: <c>ks</c>, <c>tvd</c>, <c>psi</c>, <c>js</c>, <c>hellinger</c>, <c>wasserstein</c>, <c>chisquare</c>, <c>z</c>.</param>
/// <param name="Value">The distance of the current sample from the reference; null when one has no value.</param>
/// <param name="PValue">Its textbook p-value, which takes rows for independent; null for a distance without one.</param>
public sealed record DriftStatistic(string Name, double? Value, double? PValue = null);

/// <summary>What became of one column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Verdict">Fail: it has drifted. Pass: it has not. Hold: the data cannot tell. Error: the two cannot be compared.</param>
/// <param name="Reason">Why, as a clause for a person.</param>
/// <param name="Limit">The practical margin, or the preset's threshold.</param>
/// <param name="Statistics">The deciding statistic first; the others inform. Empty when nothing could be measured.</param>
public sealed record ColumnDrift(string Column, Verdict Verdict, string Reason, double? Limit, IReadOnlyList<DriftStatistic> Statistics)
{
    /// <summary>What the column is to the model.</summary>
    public DriftRole Role { get; init; }

    /// <summary>The size of the effect is at least this: a bound that holds for all columns together with confidence 1 − level. Null with a preset that has none.</summary>
    public double? Low { get; init; }

    /// <summary>The size of the effect is at most this, with confidence 1 − level for this column; null as <see cref="Low"/>.</summary>
    public double? High { get; init; }

    /// <summary>What the deciding statistic would be near if nothing had changed: distances of finite samples are never 0. Null as <see cref="Low"/>.</summary>
    public double? Noise { get; init; }

    /// <summary>The chance of a statistic this far above the margin if the effect were the margin, adjusted for all columns; null as <see cref="Low"/>.</summary>
    public double? AdjustedPValue { get; init; }
}

/// <summary>The comparison of two samples.</summary>
/// <param name="Preset">Whose rules decided.</param>
/// <param name="ReferenceRows">Rows of the reference.</param>
/// <param name="ReferenceBlocks">Blocks (days) of the reference.</param>
/// <param name="CurrentRows">Rows of the current sample.</param>
/// <param name="CurrentBlocks">Blocks (days) of the current sample.</param>
/// <param name="Columns">One entry a column, in the order asked for.</param>
public sealed record DriftReport(DriftPreset Preset, long ReferenceRows, int ReferenceBlocks, long CurrentRows, int CurrentBlocks, IReadOnlyList<ColumnDrift> Columns)
{
    /// <summary>With the Evidently preset the data set drifts when at least this share of its columns does.</summary>
    public const double EvidentlyShare = 0.5;

    /// <summary>
    /// The verdict on the data set. Blocks: no column is a hold; an error, a fail, a hold of any column is that of all, in this order; else pass.
    /// Evidently: fail when at least half of the columns fail, hold without columns or rows and when the columns that cannot be judged could make it half, else pass.
    /// </summary>
    public Verdict Verdict
    {
        get
        {
            if (Columns.Count == 0) return Verdict.Hold;
            if (Any(Verdict.Error)) return Verdict.Error;
            if (Preset == DriftPreset.Blocks) return Any(Verdict.Fail) ? Verdict.Fail : Any(Verdict.Hold) ? Verdict.Hold : Verdict.Pass;
            if (ReferenceRows == 0 || CurrentRows == 0) return Verdict.Hold;
            var (drifted, unknown) = (Columns.Count(c => c.Verdict == Verdict.Fail), Columns.Count(c => c.Verdict == Verdict.Hold));
            return drifted >= EvidentlyShare * Columns.Count ? Verdict.Fail : drifted + unknown >= EvidentlyShare * Columns.Count ? Verdict.Hold : Verdict.Pass;
        }
    }

    /// <summary>The gate <c>drift</c> with a finding for every column that does not pass, worst first.</summary>
    public GateResult ToGateResult() => new("drift", Verdict, DriftText.Summary(this), [.. Columns
        .Where(c => c.Verdict != Verdict.Pass)
        .OrderBy(c => c.Verdict switch { Verdict.Error => 0, Verdict.Fail => 1, _ => 2 })
        .Select(c => new Finding(SeverityOf(c.Verdict), $"drift.{c.Column}", DriftText.Sentence(c), c.Column))]);

    /// <summary>The report as aligned lines for a terminal, the summary first.</summary>
    public IReadOnlyList<string> ToLines() => DriftText.Lines(this);

    /// <summary>The report as JSON: version 1, two spaces of indent, a trailing newline, the same bytes for the same report.</summary>
    public string ToJson() => DriftJson.Write(this);

    private bool Any(Verdict verdict) => Columns.Any(c => c.Verdict == verdict);

    // A preset may fail columns and pass the whole: then a drifted column is a warning, as one that cannot be judged always is.
    private Severity SeverityOf(Verdict verdict) =>
        verdict == Verdict.Error || (verdict == Verdict.Fail && Verdict != Verdict.Pass) ? Severity.Error : Severity.Warning;
}
