namespace MLOpsBuild.Data.Profiles;

/// <summary>Where each share of the numbers lies, with a bounded error of rank, after any order of additions and merges.</summary>
/// <remarks>
/// The sketch of Karnin, Lang and Liberty, "Optimal quantile approximation in streams" (2016): an item of level h stands for 2ʰ numbers, and a level that is too full
/// hands every second item to the next. Which half goes is a coin drawn from the items themselves, and the next time at that level the other half goes, so that two
/// errors cancel rather than add. A sorted batch enters at the level that its size allows: one item out of the middle of every 2ʰ neighbours.
/// The sketch keeps account of its own error: the sum of what sampling can have moved a rank by (a hard bound), and the variance of what the coins have.
/// </remarks>
internal sealed class QuantileSketch
{
    /// <summary>The capacity of the highest level; each level below has two thirds of it.</summary>
    public const int Capacity = 400;

    public const int MostLevels = 54;
    private const int LeastCapacity = 8;

    private readonly List<double[]> _levels;
    private readonly List<int> _coins;

    public QuantileSketch(long count, double moved, double variance, IEnumerable<double[]> levels, IEnumerable<int> coins)
    {
        (Count, Moved, Variance) = (count, moved, variance);
        _levels = [.. levels];
        _coins = [.. coins];
    }

    /// <summary>How many numbers the items stand for.</summary>
    public long Count { get; private set; }

    /// <summary>How many ranks sampling can have moved a number at most.</summary>
    public double Moved { get; private set; }

    /// <summary>The variance of a number's rank that the coins have brought, at most.</summary>
    public double Variance { get; private set; }

    /// <summary>The items of each level, ascending.</summary>
    public IReadOnlyList<double[]> Levels => _levels;

    /// <summary>For each level the half that goes next: 0 or 1, or −1 when a coin decides.</summary>
    public IReadOnlyList<int> Coins => _coins;

    /// <summary>The share of all numbers that a rank is off by at most, in 999 of 1000 cases.</summary>
    public double Error => Count == 0 ? 0 : Math.Min(1, (Moved + (3.29 * Math.Sqrt(Variance))) / Count);

    /// <summary>Of distinct numbers, ascending, with their counts.</summary>
    public static QuantileSketch Of(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        var total = 0L;
        foreach (var count in counts) total += count;
        var made = new QuantileSketch(total, 0, 0, [], []);
        for (var from = 0L; from < total;)
        {
            var level = 0;
            while ((total - from) >> level > Capacity) level++;
            var samples = (total - from) >> level;
            made.Open(level);
            made._levels[level] = Merged(made._levels[level], Samples(values, counts, from, samples, level));
            if (level > 0) made.Moved += 1L << (level - 1);
            from += samples << level;
        }

        made.Compress();
        return made;
    }

    public QuantileSketch Merge(QuantileSketch other)
    {
        var made = new QuantileSketch(Count + other.Count, Moved + other.Moved, Variance + other.Variance, _levels, _coins);
        for (var level = 0; level < other._levels.Count; level++)
        {
            made.Open(level);
            made._levels[level] = Merged(made._levels[level], other._levels[level]);
            if (made._coins[level] < 0) made._coins[level] = other._coins[level];
        }

        made.Compress();
        return made;
    }

    /// <summary>The items with the number of values that each stands for, ascending, equal ones together.</summary>
    public (double[] Values, long[] Counts) Weighted()
    {
        var items = new List<(double Value, long Weight)>();
        for (var level = 0; level < _levels.Count; level++)
        {
            foreach (var value in _levels[level]) items.Add((value, 1L << level));
        }

        items.Sort();
        var (values, counts) = (new List<double>(), new List<long>());
        foreach (var (value, weight) in items)
        {
            if (values.Count > 0 && values[^1].Equals(value)) counts[^1] += weight;
            else (values, counts).Append(value, weight);
        }

        return ([.. values], [.. counts]);
    }

    // The item in the middle of every 2^level neighbours of the sorted numbers.
    private static double[] Samples(ReadOnlySpan<double> values, ReadOnlySpan<long> counts, long from, long samples, int level)
    {
        var taken = new double[samples];
        var wanted = from + (1L << level >> 1);
        var (at, end) = (0, counts[0]);
        for (var i = 0; i < taken.Length; i++, wanted += 1L << level)
        {
            while (end <= wanted) end += counts[++at];
            taken[i] = values[at];
        }

        return taken;
    }

    private void Compress()
    {
        while (true)
        {
            var (items, room, fullest) = (0, 0, -1);
            for (var level = 0; level < _levels.Count; level++)
            {
                var capacity = CapacityOf(level, _levels.Count);
                items += _levels[level].Length;
                room += capacity;
                if (fullest < 0 && _levels[level].Length >= capacity) fullest = level;
            }

            if (items <= room) return;
            Compact(fullest);
        }
    }

    private void Compact(int level)
    {
        Open(level + 1);
        var items = _levels[level];
        // With an odd number the least stays behind and costs no error.
        var stays = items.Length & 1;
        var coin = _coins[level];
        if (coin < 0)
        {
            coin = Coin(items, level);
            Variance += (double)(1UL << level) * (1UL << level);
            _coins[level] = 1 - coin;
        }
        else
        {
            _coins[level] = -1;
        }

        var half = new double[items.Length / 2];
        for (var i = 0; i < half.Length; i++) half[i] = items[stays + (2 * i) + coin];
        _levels[level] = items[..stays];
        _levels[level + 1] = Merged(_levels[level + 1], half);
    }

    private int Coin(double[] items, int level)
    {
        var hash = StableHash.Of((ulong)Count ^ ((ulong)level << 58));
        foreach (var item in items) hash = StableHash.Of(hash ^ BitConverter.DoubleToUInt64Bits(item));
        return (int)(hash >> 63);
    }

    private void Open(int level)
    {
        while (_levels.Count <= level)
        {
            _levels.Add([]);
            _coins.Add(-1);
        }
    }

    private static int CapacityOf(int level, int levels)
    {
        var capacity = (double)Capacity;
        for (var below = levels - 1; below > level && capacity > LeastCapacity; below--) capacity = capacity * 2 / 3;
        return Math.Max(LeastCapacity, (int)capacity);
    }

    private static double[] Merged(double[] a, double[] b)
    {
        if (a.Length == 0) return b;
        if (b.Length == 0) return a;
        var merged = new double[a.Length + b.Length];
        var (i, j) = (0, 0);
        for (var k = 0; k < merged.Length; k++) merged[k] = j >= b.Length || (i < a.Length && a[i] <= b[j]) ? a[i++] : b[j++];
        return merged;
    }
}

file static class Lists
{
    public static void Append(this (List<double> Values, List<long> Counts) lists, double value, long count)
    {
        lists.Values.Add(value);
        lists.Counts.Add(count);
    }
}
