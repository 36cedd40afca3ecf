namespace MLOpsBuild.Data.Profiles;

/// <summary>What stands for numbers of which there are too many distinct ones to count each.</summary>
internal sealed record NumberSketches(NumberFigures Figures, DistinctSketch Distinct, FrequentItems<double> Frequent, QuantileSketch Quantiles)
{
    /// <summary>How many frequent numbers are kept.</summary>
    public const int MostFrequent = 64;

    /// <param name="sorted">The numbers.</param>
    /// <param name="distinct">Their distinct values, when they are finer than doubles; null otherwise.</param>
    public static NumberSketches Of(SortedCounts sorted, DistinctSketch? distinct = null)
    {
        if (distinct is null)
        {
            distinct = new DistinctSketch();
            foreach (var value in sorted.Values) distinct.Add(StableHash.Of(value));
        }

        return new(
            NumberFigures.Of(sorted),
            distinct,
            FrequentItems<double>.Of(MostFrequent, sorted.Values, sorted.Counts),
            QuantileSketch.Of(sorted.Values, sorted.Counts));
    }

    public NumberSketches Merge(NumberSketches other) => new(
        Figures.Merge(other.Figures),
        Distinct.Merge(other.Distinct),
        Frequent.Merge(other.Frequent, MostFrequent),
        Quantiles.Merge(other.Quantiles));
}
