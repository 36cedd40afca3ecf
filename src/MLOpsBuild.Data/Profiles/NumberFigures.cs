namespace MLOpsBuild.Data.Profiles;

/// <summary>What of numbers can be added up: how many, how many of a kind, the extremes and the moments of the finite ones.</summary>
internal sealed record NumberFigures(long Count, long Zeros, long Negatives, long Infinite, double Min, double Max, Moments Moments)
{
    public static NumberFigures Of(SortedCounts sorted)
    {
        var (values, counts) = sorted;
        if (values.Length == 0) return new(0, 0, 0, 0, double.PositiveInfinity, double.NegativeInfinity, default);
        var (zeros, negatives) = (0L, 0L);
        for (var i = 0; i < values.Length && values[i] <= 0; i++)
        {
            if (values[i] < 0) negatives += counts[i];
            else zeros += counts[i];
        }

        var from = double.IsInfinity(values[0]) && values[0] < 0 ? 1 : 0;
        var to = double.IsInfinity(values[^1]) && values[^1] > 0 ? values.Length - 1 : values.Length;
        var moments = Moments.Of(values.AsSpan(from, to - from), counts.AsSpan(from, to - from));
        var total = sorted.Total;
        return new(total, zeros, negatives, total - moments.Count, values[0], values[^1], moments);
    }

    public NumberFigures Merge(NumberFigures other) => new(
        Count + other.Count,
        Zeros + other.Zeros,
        Negatives + other.Negatives,
        Infinite + other.Infinite,
        Math.Min(Min, other.Min),
        Math.Max(Max, other.Max),
        Moments.Merge(other.Moments));
}
