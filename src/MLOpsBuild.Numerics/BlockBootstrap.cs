namespace MLOpsBuild.Numerics;

/// <summary>A figure of a resample, given how often each block was drawn.</summary>
/// <param name="weights">One count a block; they sum to the number of blocks.</param>
/// <returns>The figure; null when the resample can not say, for example with one class only.</returns>
public delegate double? BlockStatistic(ReadOnlySpan<int> weights);

/// <summary>Resamples whole blocks with replacement: the honest error of a figure whose rows are not independent.</summary>
/// <remarks>Every replicate has its own random stream, forked from the seed, so that replicates may run on any thread in any order.</remarks>
public static class BlockBootstrap
{
    /// <summary>How often each block is drawn in each replicate.</summary>
    /// <param name="blocks">The number of blocks, at least 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    /// <param name="replicates">The number of resamples.</param>
    public static int[][] Resample(int blocks, ulong seed, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        var all = new int[replicates][];
        for (var r = 0; r < replicates; r++) Draw(all[r] = new int[blocks], seed, r);
        return all;
    }

    /// <summary>The figures of every replicate. <paramref name="statistic"/> is called from several threads at a time.</summary>
    public static BootstrapDistribution Of(int blocks, BootstrapOptions options, BlockStatistic statistic) =>
        Of(blocks, options, [statistic])[0];

    /// <summary>The figures of every replicate, for several statistics of the same resamples.</summary>
    public static BootstrapDistribution[] Of(int blocks, BootstrapOptions options, IReadOnlyList<BlockStatistic> statistics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        var values = new double?[statistics.Count][];
        for (var s = 0; s < values.Length; s++) values[s] = new double?[options.Replicates];
        Parallel.For(0, options.Replicates, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, () => new int[blocks], (r, _, weights) =>
        {
            Draw(weights, options.Seed, r);
            for (var s = 0; s < values.Length; s++) values[s][r] = statistics[s](weights);
            return weights;
        }, _ => { });
        return Array.ConvertAll(values, v => new BootstrapDistribution(v));
    }

    private static void Draw(int[] weights, ulong seed, int replicate)
    {
        Array.Clear(weights);
        var random = SeededRandom.Fork(seed, (ulong)replicate);
        for (var i = 0; i < weights.Length; i++) weights[random.Next(weights.Length)]++;
    }
}
