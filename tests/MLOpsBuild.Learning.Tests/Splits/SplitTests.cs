using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.Splits;

public sealed class SplitTests
{
    private static void EveryRowIsTestedOnce(IReadOnlyList<Fold> folds, int rows)
    {
        Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(f => f.Test).Order());
        Assert.All(folds, f => Assert.Equal(Enumerable.Range(0, rows), f.Train.Concat(f.Test).Order()));
        Assert.All(folds, f => Assert.Equal(f.Test.Order(), f.Test));
    }

    [Fact]
    public void K_folds_test_every_row_once_in_equal_parts()
    {
        var folds = KFold.Of(11, 3, 7);

        EveryRowIsTestedOnce(folds, 11);
        Assert.Equal([4, 4, 3], folds.Select(f => f.Test.Length));
        Assert.Equal(folds.Select(f => f.Test), KFold.Of(11, 3, 7).Select(f => f.Test));
        Assert.NotEqual(folds.Select(f => f.Test), KFold.Of(11, 3, 8).Select(f => f.Test));
    }

    [Fact]
    public void Unshuffled_folds_are_runs_of_rows() =>
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7]], KFold.Of(8, 3, shuffle: false).Select(f => f.Test));

    [Fact]
    public void Stratified_folds_have_each_class_evenly()
    {
        double[] target = [.. Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? 2.0 : row % 3 == 0 ? 1 : 0)];
        var folds = StratifiedKFold.Of(target, 4, 1);

        EveryRowIsTestedOnce(folds, 103);
        Assert.InRange(folds.Max(f => f.Test.Length) - folds.Min(f => f.Test.Length), 0, 1);
        foreach (var y in new[] { 0.0, 1, 2 })
        {
            int[] counts = [.. folds.Select(f => f.Test.Count(row => target[row] == y))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void Group_folds_part_no_group_and_stay_even()
    {
        var random = new SeededRandom(3);
        int[] groups = [.. Enumerable.Range(0, 500).Select(_ => random.Next(23) * 7 - 30)];
        var folds = GroupKFold.Of(groups, 5, 2);

        EveryRowIsTestedOnce(folds, 500);
        Assert.All(folds, f => Assert.Empty(f.Test.Select(r => groups[r]).Intersect(f.Train.Select(r => groups[r]))));
        Assert.InRange(folds.Max(f => f.Test.Length) - folds.Min(f => f.Test.Length), 0, 40);
    }

    [Fact]
    public void Expanding_window_over_row_numbers_is_that_of_scikit_learn()
    {
        // TimeSeriesSplit(n_splits=3).split(range(10)) of scikit-learn 1.2.1.
        var folds = TimeSplit.Of([.. Enumerable.Range(0, 10)], new TimeSplitOptions { Folds = 3 });

        Assert.Equal([[0, 1, 2, 3], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6, 7]], folds.Select(f => f.Train));
        Assert.Equal([[4, 5], [6, 7], [8, 9]], folds.Select(f => f.Test));
    }

    [Fact]
    public void Sliding_window_with_a_gap_over_row_numbers_is_that_of_scikit_learn()
    {
        // TimeSeriesSplit(n_splits=3, max_train_size=3, test_size=2, gap=1).split(range(12)).
        var folds = TimeSplit.Of([.. Enumerable.Range(0, 12)], new TimeSplitOptions { Folds = 3, Train = 3, Test = 2, Gap = 1 });

        Assert.Equal([[2, 3, 4], [4, 5, 6], [6, 7, 8]], folds.Select(f => f.Train));
        Assert.Equal([[6, 7], [8, 9], [10, 11]], folds.Select(f => f.Test));
    }

    [Fact]
    public void Days_are_never_parted_and_training_ends_before_the_gap()
    {
        DateTime[] times = [.. Enumerable.Range(0, 600).Select(i => new DateTime(2001, 1, 1).AddHours(i * 37 % 600))];
        var folds = TimeSplit.OfDays(times, new TimeSplitOptions { Folds = 4, Test = 3, Gap = 2 });

        Assert.All(folds, f => Assert.Equal(3, f.Test.Min(r => times[r].Date).Subtract(f.Train.Max(r => times[r].Date)).Days));
        Assert.Equal(new DateTime(2001, 1, 25), folds[^1].Test.Max(r => times[r].Date));
        Assert.All(folds, f => Assert.Equal(72, f.Test.Length));
    }

    [Fact]
    public void Hold_out_keeps_the_share_back()
    {
        Assert.Equal(30, HoldOut.Of(100, 0.3, 1).Test.Length);
        Assert.Equal(70, HoldOut.Of(100, 0.3, 1).Train.Length);

        double[] target = [.. Enumerable.Range(0, 200).Select(row => row < 20 ? 1.0 : 0)];
        var stratified = HoldOut.Stratified(target, 0.25, 5);
        Assert.Equal((50, 5), (stratified.Test.Length, stratified.Test.Count(r => target[r] == 1)));
        Assert.Equal(Enumerable.Range(0, 200), stratified.Train.Concat(stratified.Test).Order());

        int[] groups = [.. Enumerable.Range(0, 100).Select(row => row / 7)];
        var grouped = HoldOut.Groups(groups, 0.2, 5);
        Assert.Empty(grouped.Test.Select(r => groups[r]).Intersect(grouped.Train.Select(r => groups[r])));
        Assert.InRange(grouped.Test.Length, 20, 26);
    }

    [Fact]
    public void Latest_hold_out_is_the_end_of_time()
    {
        int[] days = [5, 1, 2, 5, 3, 4, 4, 1];
        var fold = HoldOut.Latest(days, 0.5, 1);

        Assert.Equal([0, 3, 5, 6], fold.Test);
        Assert.Equal([1, 2, 7], fold.Train);
    }

    [Fact]
    public void Impossible_splits_are_refused()
    {
        Assert.Throws<ArgumentException>(() => KFold.Of(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => KFold.Of(3, 1));
        Assert.Throws<ArgumentException>(() => GroupKFold.Of([1, 1, 1], 2));
        Assert.Throws<ArgumentException>(() => StratifiedKFold.Of([0, double.NaN], 2));
        Assert.Throws<ArgumentException>(() => TimeSplit.Of([1, 2, 3], new TimeSplitOptions { Folds = 5 }));
        Assert.Throws<ArgumentException>(() => TimeSplit.Of([1, 2, 3], new TimeSplitOptions { Folds = 1, Test = 1, Gap = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoldOut.Of(10, 1));
        Assert.Throws<ArgumentException>(() => HoldOut.Latest([4, 4], 0.5));
    }
}
