namespace MLOpsBuild.Numerics.Tests;

public sealed class BlockTests
{
    [Fact]
    public void Blocks_are_numbered_by_their_keys_whatever_the_order_of_rows()
    {
        var blocks = BlockIndex.Of([30, 10, 30, 20]);

        Assert.Equal(3, blocks.Count);
        Assert.Equal([2, 0, 2, 1], blocks.BlockOfRow.ToArray());
        Assert.Equal([1, 1, 2], blocks.Sizes());
        Assert.Equal([2.0, 8, 5], blocks.Sums([1, 2, 4, 8]));
        Assert.Equal([1, 0], blocks.Take([0, 3]).BlockOfRow.ToArray());
    }

    [Fact]
    public void Days_are_blocks_of_the_calendar()
    {
        var blocks = BlockIndex.OfDays([new(2001, 1, 2, 0, 0, 0), new(2001, 1, 1, 23, 59, 0), new(2001, 1, 2, 12, 0, 0)]);

        Assert.Equal([1, 0, 1], blocks.BlockOfRow.ToArray());
    }

    [Fact]
    public void Every_resample_draws_as_many_blocks_as_there_are()
    {
        var drawn = BlockBootstrap.Resample(30, 7, 100);

        Assert.All(drawn, weights => Assert.Equal(30, weights.Sum()));
        Assert.Equal(drawn[40], BlockBootstrap.Resample(30, 7, 41)[40]);
        Assert.NotEqual(drawn[40], drawn[41]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Resampling_is_the_same_on_any_number_of_threads(int threads)
    {
        double[] sums = [.. Enumerable.Range(0, 20).Select(i => (double)(i * i % 7))];
        BootstrapDistribution Run(int n) => BlockBootstrap.Of(20, new BootstrapOptions { Threads = n, Seed = 5 }, w => PairedBlocks.WeightedMean(w, sums, new int[20].Select(_ => 1).ToArray()));

        Assert.Equal(Run(1).Values, Run(threads).Values);
    }

    [Fact]
    public void Bootstrap_error_of_a_mean_is_the_textbook_one()
    {
        var random = new SeededRandom(11);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        int[] ones = [.. values.Select(_ => 1)];

        var drawn = BlockBootstrap.Of(200, new BootstrapOptions { Replicates = 4000 }, w => PairedBlocks.WeightedMean(w, values, ones));

        // The uniform distribution's deviation is 1/√12, the mean's 1/√2400 = 0.0204; a 95 % interval is 3.92 of these wide.
        var interval = drawn.Interval()!.Value;
        Assert.Equal(3.92 * 0.0204, interval.High - interval.Low, 0.006);
    }

    [Fact]
    public void Quantiles_lie_between_neighbours()
    {
        var distribution = new BootstrapDistribution([4, 1, 3, null, 2]);

        Assert.Equal(2.5, distribution.Quantile(0.5));
        Assert.Equal(1, distribution.Quantile(0));
        Assert.Equal(4, distribution.Quantile(1));
        Assert.Equal(0.6, distribution.ChanceAtOrBelow(2));
        Assert.Equal(0.4, distribution.ChanceAtOrAbove(4)!.Value, 1e-15);
    }

    [Fact]
    public void Distribution_with_too_few_figures_has_no_quantile()
    {
        var distribution = new BootstrapDistribution([1, null, null, double.NaN]);

        Assert.False(distribution.IsUsable);
        Assert.Null(distribution.Interval());
        Assert.Null(distribution.ChanceAtOrBelow(0));
    }

    [Fact]
    public void Paired_gain_and_its_error_match_numbers_worked_by_hand()
    {
        // Gains 1, 3 | 2 | 0, 0: mean 6/5; the blocks' deviations from it are 4 − 2.4, 2 − 1.2 and 0 − 2.4.
        var found = PairedBlocks.Compare([2, 4, 3, 1, 1], [1, 1, 1, 1, 1], [1, 1, 2, 3, 3], 0, 200);

        Assert.Equal(1.2, found.MeanGain!.Value, 1e-15);
        Assert.Equal(Math.Sqrt((1.6 * 1.6 + 0.8 * 0.8 + 2.4 * 2.4) * 3 / 2) / 5, found.StandardError!.Value, 1e-15);
        Assert.Equal(found.MeanGain / found.StandardError, found.Z);
        Assert.True(found.Lower <= found.MeanGain && found.MeanGain <= found.Upper);
        Assert.True(found.Interval!.Value.Low <= found.Lower && found.Interval.Value.High >= found.Upper);
    }

    [Fact]
    public void One_block_shows_no_error()
    {
        var found = PairedBlocks.Compare([2, 4], [1, 1], [1, 1], 0, 100);

        Assert.Equal(2, found.MeanGain);
        Assert.Null(found.StandardError);
        Assert.Null(found.Lower);
        Assert.Null(found.PValue);
    }

    [Fact]
    public void No_rows_have_no_gain() => Assert.Null(PairedBlocks.Compare([], [], [], 0, 100).MeanGain);

    [Fact]
    public void Correlated_rows_widen_the_error()
    {
        var random = new SeededRandom(3);
        double[] day = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() - 0.5)];
        double[] gains = [.. Enumerable.Range(0, 3000).Select(row => day[row / 100])];

        var byDay = PairedBlocks.Compare(gains, new double[3000], [.. Enumerable.Range(0, 3000).Select(row => row / 100)], 0, 100);
        var byRow = PairedBlocks.Compare(gains, new double[3000], [.. Enumerable.Range(0, 3000)], 0, 100);

        Assert.Equal(10, byDay.StandardError!.Value / byRow.StandardError!.Value, 0.3);
    }

    [Fact]
    public void Holm_multiplies_by_the_tests_that_remain()
    {
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.9, 0.8]));
        Assert.Empty(Holm.Adjust([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([1.1]));
    }

    [Fact]
    public void Pairwise_sum_is_close_to_the_exact_one()
    {
        double[] values = [.. Enumerable.Range(1, 1_000_000).Select(i => 1.0 / i)];

        Assert.Equal((double)values.Sum(v => (decimal)v), PairwiseSum.Of(values), 1e-12);
        Assert.Equal(0, PairwiseSum.Of([]));
        Assert.True(double.IsNaN(PairwiseSum.Mean([])));
    }
}
