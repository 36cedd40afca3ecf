namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>The middle of some counts.</summary>
internal static class Median
{
    /// <summary>The median; with an even number of counts the mean of the middle two.</summary>
    public static double Of(IEnumerable<long> counts)
    {
        long[] sorted = [.. counts.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /// <summary>The quantile of counted numbers, ascending, with linear interpolation (type 7 of Hyndman and Fan, 1996); null when there are none.</summary>
    public static double? Quantile(IReadOnlyList<KeyValuePair<double, long>> counts, double share)
    {
        var total = 0L;
        foreach (var (_, count) in counts) total += count;
        if (total == 0) return null;
        var place = share * (total - 1);
        var low = At(counts, (long)Math.Floor(place));
        var high = At(counts, (long)Math.Ceiling(place));
        return low + (high - low) * (place - Math.Floor(place));
    }

    private static double At(IReadOnlyList<KeyValuePair<double, long>> counts, long index)
    {
        foreach (var (value, count) in counts)
        {
            if (index < count) return value;
            index -= count;
        }

        return counts[^1].Key;
    }
}
