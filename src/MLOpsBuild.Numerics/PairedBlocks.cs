namespace MLOpsBuild.Numerics;

/// <summary>How much lower the losses of B are than those of A on the same rows. Positive gains are in favour of B.</summary>
/// <param name="MeanGain">The mean of A's loss less B's; null without rows.</param>
/// <param name="StandardError">Its standard error by blocks; null with fewer than two blocks, as all that follow.</param>
/// <param name="Z">The gain in standard errors; null also when these are 0.</param>
/// <param name="Lower">The one-sided 95 % lower bound: with this confidence the gain is at least that.</param>
/// <param name="Upper">The one-sided 95 % upper bound.</param>
/// <param name="Interval">The two-sided 95 % interval.</param>
/// <param name="PValue">The chance, by the resamples, of no gain at all.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Blocks">The number of blocks.</param>
public sealed record PairedComparison(
    double? MeanGain, double? StandardError, double? Z, double? Lower, double? Upper, Interval? Interval, double? PValue, int Rows, int Blocks);

/// <summary>Compares two models on the same rows, with the block and not the row as the unit of chance.</summary>
public static class PairedBlocks
{
    /// <summary>Compares row by row and resamples whole blocks.</summary>
    /// <param name="lossA">A's loss of every row.</param>
    /// <param name="lossB">B's loss of the same rows.</param>
    /// <param name="blocks">The block of every row.</param>
    /// <param name="options">How to resample.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PairedComparison Compare(ReadOnlySpan<double> lossA, ReadOnlySpan<double> lossB, BlockIndex blocks, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (lossA.Length != lossB.Length || lossA.Length != blocks.Rows)
        {
            throw new ArgumentException($"There are {lossA.Length} losses of A, {lossB.Length} of B and blocks of {blocks.Rows} rows.", nameof(lossB));
        }

        if (blocks.Rows == 0) return new PairedComparison(null, null, null, null, null, null, null, 0, 0);
        var gains = new double[lossA.Length];
        for (var row = 0; row < gains.Length; row++) gains[row] = lossA[row] - lossB[row];
        var mean = PairwiseSum.Mean(gains);
        if (blocks.Count < 2) return new PairedComparison(mean, null, null, null, null, null, null, blocks.Rows, blocks.Count);

        var sums = blocks.Sums(gains);
        var sizes = blocks.Sizes();
        var error = StandardError(sums, sizes, mean);
        var drawn = BlockBootstrap.Of(blocks.Count, options, weights => WeightedMean(weights, sums, sizes));
        return new PairedComparison(
            mean, error, error > 0 ? mean / error : null, drawn.Quantile(0.05), drawn.Quantile(0.95), drawn.Interval(), drawn.ChanceAtOrBelow(0), blocks.Rows, blocks.Count);
    }

    /// <summary>As the other overload, from block keys, a seed and a number of replicates.</summary>
    public static PairedComparison Compare(double[] lossA, double[] lossB, int[] blocks, ulong seed, int replicates) =>
        Compare(lossA, lossB, BlockIndex.Of(blocks), new BootstrapOptions { Seed = seed, Replicates = replicates });

    /// <summary>The weighted mean of blocks: sum of weight · sum over sum of weight · size; null for no rows.</summary>
    public static double? WeightedMean(ReadOnlySpan<int> weights, ReadOnlySpan<double> sums, ReadOnlySpan<int> sizes)
    {
        var sum = 0.0;
        var rows = 0L;
        for (var block = 0; block < weights.Length; block++)
        {
            sum += weights[block] * sums[block];
            rows += (long)weights[block] * sizes[block];
        }

        return rows == 0 ? null : sum / rows;
    }

    // The linearised error of a ratio: blocks' deviations from what the mean makes of their size.
    private static double StandardError(double[] sums, int[] sizes, double mean)
    {
        var deviations = new double[sums.Length];
        var rows = 0L;
        for (var block = 0; block < sums.Length; block++)
        {
            var deviation = sums[block] - sizes[block] * mean;
            deviations[block] = deviation * deviation;
            rows += sizes[block];
        }

        return Math.Sqrt(PairwiseSum.Of(deviations) * sums.Length / (sums.Length - 1)) / rows;
    }
}
