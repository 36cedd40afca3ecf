using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting;

/// <summary>Which way a metric is wished to go.</summary>
public enum Better
{
    /// <summary>Up: AUC, accuracy.</summary>
    Higher,

    /// <summary>Down: a loss, an error.</summary>
    Lower,
}

/// <summary>One metric against its accepted value.</summary>
/// <param name="Name">The metric's name: <c>auc</c>.</param>
/// <param name="Value">Its value; null when there is no data for it.</param>
/// <param name="Better">Which way is wished for.</param>
public sealed record MetricLine(string Name, double? Value, Better Better)
{
    /// <summary>The accepted value; null for a new metric.</summary>
    public double? Accepted { get; init; }

    /// <summary>The change, as the comparison measured it; the difference of the two values unless set.</summary>
    public double? Change
    {
        get => field ?? Value - Accepted;
        init;
    }

    /// <summary>The lower end of the value's interval.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the value's interval.</summary>
    public double? High { get; init; }

    /// <summary>How many rows it rests on; 0 when unknown.</summary>
    public long Rows { get; init; }

    /// <summary>How many independent blocks the rows fall into; 0 when unknown.</summary>
    public int Blocks { get; init; }

    /// <summary>What is allowed, in words: <c>sampling, margin 0.005</c>.</summary>
    public string? Tolerance { get; init; }

    /// <summary>What its check says; null when it is not gated.</summary>
    public Verdict? Verdict { get; init; }
}

/// <summary>One metric of one slice.</summary>
/// <param name="Slice">The slice's name: <c>distance&gt;2000</c>.</param>
/// <param name="Metric">The metric.</param>
public sealed record SliceLine(string Slice, MetricLine Metric)
{
    /// <summary>Why this part is looked at, shown beside the metrics; null when that goes without saying.</summary>
    public string? Note { get; init; }
}

/// <summary>A baseline that a change lowered.</summary>
/// <param name="Metric">The metric, with its slice if it has one.</param>
/// <param name="Before">The baseline at the merge base; null when it was there without a value.</param>
/// <param name="Now">The baseline now; null when it was taken away.</param>
/// <param name="Reason">Why, as whoever did it said; null when nobody did.</param>
public sealed record LoweredBaseline(string Metric, double? Before, double? Now, string? Reason = null);
