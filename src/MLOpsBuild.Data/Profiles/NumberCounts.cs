using System.Runtime.InteropServices;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A histogram of numbers: every value while they are few; beyond that buckets of equal relative width, so that quantiles are right to within 0.8 %.</summary>
/// <remarks>A bucket is a double without its lower 45 bits: adding counts merges, in any order, to the same histogram.</remarks>
internal sealed class NumberCounts
{
    /// <summary>The most distinct numbers that are all counted.</summary>
    public const int ExactLimit = 4096;

    private const ulong BucketMask = ~((1UL << 45) - 1);
    private Dictionary<double, long> _counts = [];

    public bool IsExact { get; private set; } = true;

    /// <summary>The number of distinct values; null beyond what is counted.</summary>
    public long? Distinct => IsExact ? _counts.Count : null;

    /// <summary>The values or lower bounds of buckets with their counts, ascending.</summary>
    public IEnumerable<KeyValuePair<double, long>> Sorted => _counts.OrderBy(c => c.Key);

    public static NumberCounts Of(IEnumerable<KeyValuePair<double, long>> counts, bool exact)
    {
        var made = new NumberCounts { IsExact = exact };
        foreach (var (value, count) in counts) made.Add(value, count);
        return made;
    }

    public void Add(double value, long count)
    {
        // Minus zero is zero: they would be two keys in the file and one in the dictionary.
        var key = IsExact ? value + 0.0 : Bucket(value);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;
        if (IsExact && _counts.Count > ExactLimit) Coarsen();
    }

    public NumberCounts Merge(NumberCounts other)
    {
        var merged = Of(_counts, IsExact);
        if (merged.IsExact && !other.IsExact) merged.Coarsen();
        foreach (var (value, count) in other._counts) merged.Add(value, count);
        return merged;
    }

    /// <summary>The value that a share of all values does not exceed; null when there are none.</summary>
    public double? Quantile(double share)
    {
        var total = _counts.Values.Sum();
        if (total == 0) return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(share * total));
        var seen = 0L;
        foreach (var (value, count) in Sorted)
        {
            seen += count;
            if (seen >= wanted) return value;
        }

        return null;
    }

    private void Coarsen()
    {
        IsExact = false;
        var fine = _counts;
        _counts = [];
        foreach (var (value, count) in fine) CollectionsMarshal.GetValueRefOrAddDefault(_counts, Bucket(value), out _) += count;
    }

    private static double Bucket(double value) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & BucketMask) + 0.0;
}
