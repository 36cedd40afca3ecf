using System.Text.Json.Serialization;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Whose rules decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftPreset>))]
public enum DriftPreset
{
    /// <summary>By size of effect with an interval from resampled blocks: more rows sharpen a verdict and never flip it.</summary>
    [JsonStringEnumMemberName("blocks")]
    Blocks,

    /// <summary>The defaults of Evidently 0.7: tests or distances by column type and number of rows. It takes rows for independent, and holds only what it cannot compare: columns of free text or without values.</summary>
    [JsonStringEnumMemberName("evidently")]
    Evidently,
}

/// <summary>How to compare two samples.</summary>
public sealed record DriftOptions
{
    /// <summary>The time column that gives each row its block, the day: rows of one day share their chance. Null states that rows are independent.</summary>
    public required string? Time { get; init; }

    /// <summary>Whose rules decide. Default: <see cref="DriftPreset.Blocks"/>.</summary>
    public DriftPreset Preset { get; init; }

    /// <summary>With the Evidently preset, one method for all columns. Default: its own choice.</summary>
    public EvidentlyMethod EvidentlyMethod { get; init; }

    /// <summary>With the Evidently preset, methods of single columns, in place of <see cref="EvidentlyMethod"/>. Default: none.</summary>
    public IReadOnlyDictionary<string, EvidentlyMethod> EvidentlyMethods { get; init; } = new Dictionary<string, EvidentlyMethod>();

    /// <summary>The columns to compare; null for all columns of the reference but the times.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that the calendar fixes, such as the day of the week or the month: what they do between two windows is known before any row is read, so they are left out unless <see cref="Columns"/> names them. Default: none.</summary>
    public IReadOnlyList<string> Calendar { get; init; } = [];

    /// <summary>The column that holds the target, so that a report can say so; null for none.</summary>
    public string? Target { get; init; }

    /// <summary>The column that holds the prediction, so that a report can say so; null for none.</summary>
    public string? Prediction { get; init; }

    /// <summary>Chooses the resamples. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of resamples behind an interval, 100 to 100 000. Default: 500.</summary>
    public int Replicates
    {
        get;
        init => field = value is >= 100 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Replicates must be from 100 to 100000.");
    } = 500;

    /// <summary>The chance, over all columns together, of calling drift what is below the margin; and for each column of passing what is above it. 0.005 to 0.5. Default: 0.05.</summary>
    public double Level
    {
        get;
        init => field = value is >= 0.005 and <= 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The level must be from 0.005 to 0.5.");
    } = 0.05;

    /// <summary>The smallest effect that matters, as a share of rows, above 0 and below 1. Default: 0.05.</summary>
    /// <remarks>
    /// Both effects are shares of rows: the Kolmogorov–Smirnov distance is the most by which the share beyond any threshold has moved, the total variation distance the most by which
    /// the share of any set of categories has. 0.05 is five rows in a hundred; for a normal column, a shift of an eighth of its standard deviation.
    /// </remarks>
    public double Margin
    {
        get;
        init => field = Share(value);
    } = 0.05;

    /// <summary>Margins of single columns, in place of <see cref="Margin"/>.</summary>
    public IReadOnlyDictionary<string, double> Margins
    {
        get;
        init
        {
            foreach (var margin in value.Values) Share(margin);
            field = value;
        }
    } = new Dictionary<string, double>();

    /// <summary>A sample with fewer blocks holds, at least 8: below that its own spread is anyone's guess. Default: 8.</summary>
    public int LeastBlocks
    {
        get;
        init => field = value >= 8 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 8 blocks are needed.");
    } = 8;

    /// <summary>A sample with fewer rows holds, at least 1. Default: 50.</summary>
    public int LeastRows
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one row is needed.");
    } = 50;

    /// <summary>A numeric column with more distinct values than this is binned between that many quantiles of the reference, 8 to 4096. Default: 256.</summary>
    public int MostEdges
    {
        get;
        init => field = value is >= 8 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Edges must be from 8 to 4096.");
    } = 256;

    /// <summary>At most this many threads, at least 1; the result is the same for any number. Default: one per processor.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads must be at least 1.");
    } = Environment.ProcessorCount;

    internal string[] NamesOf(IEnumerable<string> all) => [.. Columns ?? all.Where(name => !Calendar.Contains(name))];

    internal double MarginOf(string column) => Margins.TryGetValue(column, out var margin) ? margin : Margin;

    internal EvidentlyMethod MethodOf(string column) => EvidentlyMethods.TryGetValue(column, out var method) ? method : EvidentlyMethod;

    internal DriftRole RoleOf(string column) => column == Target ? DriftRole.Target : column == Prediction ? DriftRole.Prediction : DriftRole.Feature;

    private static double Share(double value) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A margin must be above 0 and below 1.");
}
