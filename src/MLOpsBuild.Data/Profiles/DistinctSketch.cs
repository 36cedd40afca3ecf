using System.Numerics;

namespace MLOpsBuild.Data.Profiles;

/// <summary>How many distinct values there are: exact up to 256, beyond that a HyperLogLog with a standard error of 1.6 %.</summary>
/// <remarks>
/// 4096 registers of 64-bit hashes (Flajolet et al. 2007; Heule et al. 2013) and the estimator of Ertl, "New cardinality estimation algorithms for
/// HyperLogLog sketches" (2017), which needs no tables of corrections. A union is the greatest of each register: no order or grouping shows.
/// </remarks>
internal sealed class DistinctSketch
{
    /// <summary>The most distinct values that are counted one by one.</summary>
    public const int ExactLimit = 256;

    /// <summary>The standard error of the estimate as a share of it: 1.04 / √4096.</summary>
    public const double StandardError = 0.01625;

    public const int Registers = 1 << Bits;
    public const int MostRank = 64 - Bits + 1;
    private const int Bits = 12;

    private readonly HashSet<ulong> _few = [];
    private byte[]? _ranks;

    /// <summary>True when <see cref="Estimate"/> is the count itself.</summary>
    public bool IsExact => _ranks is null;

    /// <summary>The hashes, ascending, while they are few.</summary>
    public IEnumerable<ulong> Few => _few.Order();

    /// <summary>The registers; empty while the hashes are few.</summary>
    public ReadOnlySpan<byte> Ranks => _ranks;

    public static DistinctSketch Of(IEnumerable<ulong> few)
    {
        var made = new DistinctSketch();
        foreach (var hash in few) made.Add(hash);
        return made;
    }

    public static DistinctSketch OfRanks(byte[] ranks) => new() { _ranks = ranks };

    public void Add(ulong hash)
    {
        if (_ranks is { } ranks) Put(ranks, hash);
        else if (_few.Add(hash) && _few.Count > ExactLimit) Widen();
    }

    public DistinctSketch Merge(DistinctSketch other)
    {
        if (_ranks is null && other._ranks is null) return Of(_few.Concat(other._few));
        var made = OfRanks((byte[])(_ranks ?? other._ranks)!.Clone());
        foreach (var few in new[] { _few, other._few })
        {
            foreach (var hash in few) Put(made._ranks!, hash);
        }

        if (_ranks is null || other._ranks is null) return made;
        for (var i = 0; i < Registers; i++) made._ranks![i] = Math.Max(_ranks[i], other._ranks[i]);
        return made;
    }

    public long Estimate()
    {
        if (_ranks is null) return _few.Count;
        var counts = new int[MostRank + 1];
        foreach (var rank in _ranks) counts[rank]++;
        var sum = Registers * Tau(1 - (double)counts[MostRank] / Registers);
        for (var rank = MostRank - 1; rank >= 1; rank--) sum = (sum + counts[rank]) * 0.5;
        sum += Registers * Sigma((double)counts[0] / Registers);
        // 1 / (2 ln 2): what the mean of the registers tends to.
        return (long)Math.Round(0.72134752044448170368 * Registers * Registers / sum);
    }

    private static void Put(byte[] ranks, ulong hash)
    {
        var rank = (byte)(BitOperations.LeadingZeroCount(hash << Bits | 1UL << (Bits - 1)) + 1);
        ref var known = ref ranks[hash >> (64 - Bits)];
        if (rank > known) known = rank;
    }

    private void Widen()
    {
        _ranks = new byte[Registers];
        foreach (var hash in _few) Put(_ranks, hash);
        _few.Clear();
        _few.TrimExcess();
    }

    private static double Sigma(double x)
    {
        if (x == 1) return double.PositiveInfinity;
        var (y, sum, before) = (1.0, x, 0.0);
        while (sum != before)
        {
            before = sum;
            x *= x;
            sum += x * y;
            y += y;
        }

        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1) return 0;
        var (y, sum, before) = (1.0, 1 - x, 0.0);
        while (sum != before)
        {
            before = sum;
            x = Math.Sqrt(x);
            y *= 0.5;
            sum -= (1 - x) * (1 - x) * y;
        }

        return sum / 3;
    }
}
