using MLOpsBuild.Content;
using MLOpsBuild.Retraining.Comparison;

namespace MLOpsBuild.Retraining.Tests.Comparison;

public sealed class ChallengerComparisonTests
{
    private static readonly Digest January = TempRepository.Digest("2001-01");
    private static readonly Digest February = TempRepository.Digest("2001-02");

    [Fact]
    public void Gain_that_is_the_same_on_every_day_wins_by_exactly_that_gain()
    {
        // Every resample of equal days has the same mean: 0.75 - 0.5.
        var result = ChallengerComparison.Decide(Input([.. Enumerable.Repeat(0.25, 7)]));

        Assert.Equal(ComparisonDecision.Win, result.Decision);
        Assert.Equal((7.0, 7.0, 0.75, 0.5, 0.25, 0.25), (result.Numbers["rows"], result.Numbers["days"], result.Numbers["champion"], result.Numbers["challenger"], result.Numbers["gain"], result.Numbers["lower"]));
    }

    [Fact]
    public void Six_better_days_of_seven_win()
    {
        // A resample has B ~ Bin(7, 6/7) better days and the mean (2B - 7)/7 · 0.25. P(B <= 3) = 0.010 and P(B <= 4) = 0.065,
        // so the 5 % quantile is at B = 4: (8 - 7)/7 · 0.25 = 1/28.
        var result = ChallengerComparison.Decide(Input([0.25, 0.25, 0.25, -0.25, 0.25, 0.25, 0.25]));

        Assert.Equal(ComparisonDecision.Win, result.Decision);
        Assert.Equal(5.0 / 28, result.Numbers["gain"], 12);
        Assert.Equal(1.0 / 28, result.Numbers["lower"], 12);
    }

    [Fact]
    public void Five_better_days_of_seven_do_not_win()
    {
        // B ~ Bin(7, 5/7): P(B <= 2) = 0.023 and P(B <= 3) = 0.108, so the 5 % quantile is at B = 3: -1/7 · 0.25 = -1/28.
        var result = ChallengerComparison.Decide(Input([0.25, -0.25, 0.25, 0.25, -0.25, 0.25, 0.25]));

        Assert.Equal(ComparisonDecision.NoWin, result.Decision);
        Assert.Equal(3.0 / 28, result.Numbers["gain"], 12);
        Assert.Equal(-1.0 / 28, result.Numbers["lower"], 12);
    }

    [Fact]
    public void Lower_confidence_asks_for_less()
    {
        // The 20 % quantile of the case above is at B = 4, as P(B <= 3) = 0.108 and P(B <= 4) = 0.32: +1/28.
        var result = ChallengerComparison.Decide(Input([0.25, -0.25, 0.25, 0.25, -0.25, 0.25, 0.25]), new ComparisonOptions { Confidence = 0.8 });

        Assert.Equal(ComparisonDecision.Win, result.Decision);
        Assert.Equal(1.0 / 28, result.Numbers["lower"], 12);
    }

    [Fact]
    public void One_lucky_day_with_a_hundred_rows_is_one_day()
    {
        // Row by row, 100 gains of 0.25 beside 900 of nothing would look sure; of 10 days, one was lucky.
        var (champion, challenger, days) = (new List<double>(), new List<double>(), new List<DateTime>());
        for (var day = 0; day < 10; day++)
        {
            for (var row = 0; row < 100; row++)
            {
                champion.Add(day == 0 ? 0.75 : 0.5);
                challenger.Add(0.5);
                days.Add(new DateTime(2001, 2, 1 + day, row / 5, 0, 0));
            }
        }

        var result = ChallengerComparison.Decide(Input([]) with { ChampionLosses = [.. champion], ChallengerLosses = [.. challenger], Days = [.. days] });

        Assert.Equal((ComparisonDecision.NoWin, 10.0, 1000.0), (result.Decision, result.Numbers["days"], result.Numbers["rows"]));
        Assert.Equal(0.0, result.Numbers["lower"]);
    }

    [Fact]
    public void Equal_models_do_not_win() => Assert.Equal(ComparisonDecision.NoWin, ChallengerComparison.Decide(Input(new double[30])).Decision);

    [Fact]
    public void Same_input_gives_the_same_numbers()
    {
        var input = Input([0.1, -0.2, 0.3, 0.05, 0.2, -0.1, 0.15, 0.12]);

        Assert.Equal(ChallengerComparison.Decide(input).Numbers, ChallengerComparison.Decide(input).Numbers);
    }

    [Fact]
    public void Challenger_that_was_trained_on_a_compared_partition_is_refused_by_name()
    {
        var result = ChallengerComparison.Decide(Input([.. Enumerable.Repeat(0.25, 7)]) with { TrainingPartitions = [January, February] });

        Assert.Equal(ComparisonDecision.Refused, result.Decision);
        Assert.Contains(February.Short, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(January.Short, result.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Numbers);
    }

    [Fact]
    public void Challenger_that_was_trained_on_compared_rows_is_refused()
    {
        var rows = TempRepository.Digest("rows");
        var result = ChallengerComparison.Decide(Input([.. Enumerable.Repeat(0.25, 7)]) with { TrainingRows = [rows], ComparisonRows = [rows] });

        Assert.Equal(ComparisonDecision.Refused, result.Decision);
    }

    [Fact]
    public void Comparison_without_knowledge_of_the_training_is_refused()
    {
        var input = Input([.. Enumerable.Repeat(0.25, 7)]);

        Assert.Equal(ComparisonDecision.Refused, ChallengerComparison.Decide(input with { TrainingPartitions = [] }).Decision);
        Assert.Equal(ComparisonDecision.Refused, ChallengerComparison.Decide(input with { ComparisonPartitions = [] }).Decision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Too_few_days_are_refused(int days) => Assert.Equal(ComparisonDecision.Refused, ChallengerComparison.Decide(Input([.. Enumerable.Repeat(0.25, days)])).Decision);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void Loss_that_is_no_loss_is_refused(double loss)
    {
        var input = Input([.. Enumerable.Repeat(0.25, 7)]);
        double[] broken = [0.5, loss, 0.5, 0.5, 0.5, 0.5, 0.5];

        Assert.Contains("row 2", ChallengerComparison.Decide(input with { ChampionLosses = broken }).Reason, StringComparison.Ordinal);
        Assert.Contains("row 2", ChallengerComparison.Decide(input with { ChallengerLosses = broken }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_of_different_rows_are_refused() =>
        Assert.Equal(ComparisonDecision.Refused, ChallengerComparison.Decide(Input([.. Enumerable.Repeat(0.25, 7)]) with { ChallengerLosses = [0.1] }).Decision);

    /// <summary>One row a day; the challenger's loss is 0.5.</summary>
    private static ComparisonInput Input(double[] gains) => new()
    {
        ChampionLosses = [.. gains.Select(g => 0.5 + g)],
        ChallengerLosses = [.. gains.Select(_ => 0.5)],
        Days = [.. gains.Select((_, day) => new DateTime(2001, 2, 1).AddDays(day))],
        TrainingPartitions = [January],
        ComparisonPartitions = [February],
    };
}
