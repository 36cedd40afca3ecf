using System.Globalization;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Validation.Samples;

public sealed class PredictivePowerTests
{
    private const int Rows = 4000;

    private static RowSample Sample(params Column[] columns)
    {
        var tally = new SampleTally([.. columns.Select(c => c.Name)], SampleMeasure.Most);
        tally.Add(new Batch(new Table(columns), 2));
        return tally.Build();
    }

    private static NumberColumn Random(string name, ulong seed, int rows = Rows)
    {
        var random = new SeededRandom(seed);
        return new NumberColumn(name, [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())]);
    }

    private static PowerScore Score(Column feature, Column label, bool classes) => PredictivePower.Of(Sample(feature, label), feature.Name, label.Name, classes)!.Value;

    [Fact]
    public void Classes_are_scored_as_by_hand()
    {
        // Bin 0 holds the classes 0 0 1 0, bin 1 holds 1 1 1 0; each fold holds one row of each bin.
        // Learned without fold 0, bin 0 is (0 1 0) and says 0, right; bin 1 is (1 1 0) and says 1, right. Both classes are equally frequent outside it (3 and 3), so the naive class is 0.
        // Fold 1 (rows 0 and 1) goes the same way, fold 2 (rows 1 and 1): bin 0 says 0, wrong, bin 1 says 1, right; outside are four 0 and two 1, naive 0, twice wrong.
        // Fold 3 (rows 0 and 0): bin 0 says 0, right, bin 1 says 1, wrong; outside are two 0 and four 1, naive 1, twice wrong.
        // Naive is wrong in 1 + 1 + 2 + 2 = 6 rows, the bins in 0 + 0 + 1 + 1 = 2.
        var score = PredictivePower.OfClasses([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 0, 1, 1, 1, 0], [0, 1, 2, 3, 0, 1, 2, 3])!.Value;

        Assert.Equal(1 - (2.0 / 6), score.Gain, 12);
        // Four rows gain 1 and four nothing: Σd = 4, Σd² = 4.
        Assert.Equal(Math.Sqrt(4 - (16.0 / 8)) / 6, score.Error, 12);
        Assert.Equal(0, score.Value);
    }

    [Fact]
    public void Numbers_are_scored_as_by_hand()
    {
        // Bin 0 holds 1 2 3 4, bin 1 holds 11 12 13 14, a row of each in every fold. Medians of the others: bin 0 3 3 2 2, bin 1 13 13 12 12; errors 2 1 1 2 twice, 12 together.
        // Naive, fold 0: the median of 2 3 4 12 13 14 is 8: errors 7 and 3; fold 1: of 1 3 4 11 13 14, 7.5: 5.5 and 4.5; fold 2: of 1 2 4 11 12 14, 7.5: 4.5 and 5.5; fold 3: of 1 2 3 11 12 13, 7: 3 and 7. Together 40.
        var score = PredictivePower.OfNumbers([0, 0, 0, 0, 1, 1, 1, 1], [1, 2, 3, 4, 11, 12, 13, 14], [0, 1, 2, 3, 0, 1, 2, 3])!.Value;

        Assert.Equal(1 - (12.0 / 40), score.Gain, 12);
    }

    [Fact]
    public void A_leak_scores_one()
    {
        var label = new IntegerColumn("y", [.. Enumerable.Range(0, Rows).Select(i => (long)(i * 7919 % 3))]);
        var copy = TextColumn.Of("x", [.. Enumerable.Range(0, Rows).Select(i => "is " + (i * 7919 % 3).ToString(CultureInfo.InvariantCulture))]);
        Assert.Equal(1, Score(copy, label, classes: true).Value, 12);

        var number = Random("y", 1);
        var squared = new NumberColumn("x", [.. number.ToNumbers().Select(v => v * v)]);
        Assert.InRange(Score(squared, number, classes: false).Value, 0.96, 1);
        Assert.InRange(Score(squared, new IntegerColumn("y", [.. number.ToNumbers().Select(v => v > 0.3 ? 1L : 0)]), classes: true).Value, 0.96, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Noise_and_a_shuffled_leak_score_nothing(int seed)
    {
        var noise = Random("x", (ulong)seed);
        var label = Random("y", 100 + (ulong)seed);
        var classes = new IntegerColumn("y", [.. label.ToNumbers().Select(v => (long)(v * 2))]);
        var rare = new IntegerColumn("y", [.. label.ToNumbers().Select(v => v > 0.9 ? 1L : 0)]);
        Assert.Equal((0, 0, 0), (Score(noise, label, false).Value, Score(noise, classes, true).Value, Score(noise, rare, true).Value));

        var shuffled = new NumberColumn("x", [.. label.ToNumbers().Zip(noise.ToNumbers()).OrderBy(p => p.Second).Select(p => p.First)]);
        Assert.Equal((0, 0), (Score(shuffled, label, false).Value, Score(shuffled, classes, true).Value));
    }

    [Fact]
    public void A_name_that_never_repeats_says_nothing_and_a_number_in_the_order_of_the_labels_does()
    {
        var label = new IntegerColumn("y", [.. Enumerable.Range(0, Rows).Select(i => i < Rows / 2 ? 0L : 1)]);
        Assert.Equal(0, Score(TextColumn.Of("x", [.. Enumerable.Range(0, Rows).Select(i => $"id-{i}")]), label, true).Value);
        Assert.InRange(Score(new IntegerColumn("x", [.. Enumerable.Range(0, Rows).Select(i => (long)i)]), label, true).Value, 0.98, 1);
    }

    [Fact]
    public void Being_missing_can_give_the_label_away_and_a_missing_label_is_left_out()
    {
        var label = new NumberColumn("y", [.. Enumerable.Range(0, Rows).Select(i => i % 5 == 0 ? double.NaN : i % 2)]);
        var feature = new NumberColumn("x", [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? double.NaN : 7)]);
        Assert.Equal(1, Score(feature, label, true).Value, 12);
    }

    [Fact]
    public void Too_few_rows_or_one_label_is_no_score()
    {
        Assert.Null(PredictivePower.Of(Sample(Random("x", 1, 19), Random("y", 2, 19)), "x", "y", false));
        Assert.Null(PredictivePower.Of(Sample(Random("x", 1, 50), new IntegerColumn("y", new long[50])), "x", "y", true));
    }
}
