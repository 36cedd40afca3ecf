namespace MLOpsBuild.Data.Profiles;

/// <summary>Distinct numbers, ascending, each with its count.</summary>
/// <param name="Values">Never NaN, and never minus zero.</param>
/// <param name="Counts">As many as values, each at least 1.</param>
internal sealed record SortedCounts(double[] Values, long[] Counts)
{
    public static SortedCounts None { get; } = new([], []);

    /// <summary>The most distinct numbers that are all counted: 2048 whole ones, or 1024, so that either takes about as many bytes in a file.</summary>
    public bool IsFew => Values.Length <= 1024 || (Values.Length <= 2048 && AreWhole(Values));

    public long Total => Counts.Sum();

    public SortedCounts Merge(SortedCounts other)
    {
        var (values, counts) = (new double[Values.Length + other.Values.Length], new long[Values.Length + other.Values.Length]);
        var (i, j, k) = (0, 0, 0);
        for (; i < Values.Length || j < other.Values.Length; k++)
        {
            var fromOther = i == Values.Length || (j < other.Values.Length && other.Values[j] <= Values[i]);
            var fromMine = j == other.Values.Length || (i < Values.Length && Values[i] <= other.Values[j]);
            values[k] = fromMine ? Values[i] : other.Values[j];
            counts[k] = (fromMine ? Counts[i++] : 0) + (fromOther ? other.Counts[j++] : 0);
        }

        return new SortedCounts(values[..k], counts[..k]);
    }

    /// <summary>The value that a share (0 to 1) of all do not exceed; null when there are none.</summary>
    public double? Quantile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Total));
        var seen = 0L;
        for (var i = 0; i < Values.Length; i++)
        {
            seen += Counts[i];
            if (seen >= wanted) return Values[i];
        }

        return null;
    }

    private static bool AreWhole(double[] values)
    {
        foreach (var value in values)
        {
            if (Math.Floor(value) != value) return false;
        }

        return true;
    }
}
