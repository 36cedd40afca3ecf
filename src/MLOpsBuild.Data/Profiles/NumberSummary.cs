namespace MLOpsBuild.Data.Profiles;

/// <summary>A column's numbers: every distinct one with its count while they are few, from which all figures follow; sketches beyond that.</summary>
/// <remarks>Whether all are counted depends only on what the numbers are, not on how they were grouped or merged.</remarks>
internal sealed class NumberSummary
{
    private readonly SortedCounts _all;
    // Both are classes: two threads that fill them at once write the same, and a reference is never half written.
    private NumberFigures? _figures;
    private SortedCounts? _weighted;

    private NumberSummary(SortedCounts all, NumberSketches? sketches) => (_all, Sketches) = (all, sketches);

    public static NumberSummary None { get; } = new(SortedCounts.None, null);

    public bool IsExact => Sketches is null;

    /// <summary>Null when every value is counted.</summary>
    public NumberSketches? Sketches { get; }

    /// <summary>Every value with its count; those of the sketch, each with the number of values it stands for, when there are too many.</summary>
    public SortedCounts Sorted => Sketches is null ? _all : _weighted ??= Weighted(Sketches.Quantiles);

    public NumberFigures Figures => _figures ??= Sketches?.Figures ?? NumberFigures.Of(_all);

    public static NumberSummary Of(SortedCounts counts) => counts.IsFew ? new(counts, null) : new(SortedCounts.None, NumberSketches.Of(counts));

    public static NumberSummary Of(NumberSketches sketches) => new(SortedCounts.None, sketches);

    public NumberSummary Merge(NumberSummary other)
    {
        if (Sketches is null && other.Sketches is null) return Of(_all.Merge(other._all));
        if (Sketches is null && _all.Values.Length == 0) return other;
        if (other.Sketches is null && other._all.Values.Length == 0) return this;
        return Of((Sketches ?? NumberSketches.Of(_all)).Merge(other.Sketches ?? NumberSketches.Of(other._all)));
    }

    private static SortedCounts Weighted(QuantileSketch quantiles)
    {
        var (values, counts) = quantiles.Weighted();
        return new SortedCounts(values, counts);
    }
}
