using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class LeakageGateTests
{
    // Eight training rows on the first of January, four evaluation rows ten days later; x says nothing of the target.
    private static readonly double[] TrainingTarget = [0, 1, 0, 1, 0, 1, 0, 1];
    private static readonly double[] EvaluationTarget = [0, 1, 1, 0];

    [Fact]
    public void A_clean_split_passes_and_names_the_strongest_feature()
    {
        var result = Judge([9, 10, 11, 12]);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("No leak is seen between training and 4 evaluation rows. The strongest feature alone, x, scores ", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_the_training_among_the_evaluation_fail()
    {
        var result = Judge([1, 10, 11, 12]);
        Assert.Equal((Verdict.Fail, "duplicate-rows"), (result.Verdict, result.Findings[0].Rule));
        Assert.StartsWith("1 test rows have the features of a training row", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Judge([1, 10, 11, 12], new LeakageSettings { MaxDuplicates = 0.25 }).Verdict);
    }

    [Fact]
    public void Evaluation_rows_that_are_not_later_fail_unless_order_is_not_asked()
    {
        Assert.Equal("time-order", Judge([9, 10, 11, 12], fromDay: 0).Findings[0].Rule);
        Assert.Equal(Verdict.Pass, Judge([9, 10, 11, 12], new LeakageSettings { TimeOrder = false }, fromDay: 0).Verdict);
    }

    [Fact]
    public void A_gap_that_is_too_short_fails()
    {
        // The last training row is of 07:00, the first evaluation row of midnight ten days later: 233 hours.
        Assert.Equal(Verdict.Pass, Judge([9, 10, 11, 12], new LeakageSettings { GapHours = 233 }).Verdict);
        Assert.Equal(Verdict.Fail, Judge([9, 10, 11, 12], new LeakageSettings { GapHours = 233.1 }).Verdict);
    }

    [Fact]
    public void An_identifier_of_the_raw_records_on_both_sides_fails()
    {
        var sources = Sources([9, 10, 11, 12], 10);
        var result = sources.Judge(new LeakageGate(), new LeakageSettings { Identifiers = ["customer"] });
        Assert.Equal(("shared-identifiers", "customer"), (result.Findings[0].Rule, result.Findings[0].Place));
    }

    [Fact]
    public void A_feature_that_is_the_target_fails()
    {
        var sources = new HandMade
        {
            TrainingRows = HandMade.Rows(HandMade.Numbers("x", 0, 10, 1, 11, 2, 12, 3, 13), TrainingTarget),
            EvaluationRows = HandMade.Rows(HandMade.Numbers("x", 4, 14, 15, 5), EvaluationTarget, fromDay: 10),
        };
        var result = sources.Judge(new LeakageGate(), new LeakageSettings());
        Assert.Equal((Verdict.Fail, "target-in-feature", "x"), (result.Verdict, result.Findings[0].Rule, result.Findings[0].Place));
    }

    [Fact]
    public void Without_evaluation_rows_there_is_nothing_to_judge() =>
        Assert.Equal(Verdict.Fail, new HandMade { TrainingRows = HandMade.Rows(HandMade.Numbers("x", 1), [1]), EvaluationRows = HandMade.Rows(HandMade.Numbers("x"), []) }
            .Judge(new LeakageGate(), new LeakageSettings { OnNoData = NoData.Fail }).Verdict);

    private static GateResult Judge(double[] x, LeakageSettings? settings = null, int fromDay = 10) => Sources(x, fromDay).Judge(new LeakageGate(), settings ?? new LeakageSettings());

    private static HandMade Sources(double[] x, int fromDay) => new()
    {
        TrainingRows = HandMade.Rows(HandMade.Numbers("x", 1, 2, 4, 3, 5, 6, 8, 7), TrainingTarget) with { Records = () => Customers("a", "b", "c", "d", "e", "f", "g", "h") },
        EvaluationRows = HandMade.Rows(HandMade.Numbers("x", x), EvaluationTarget, fromDay: fromDay) with { Records = () => Customers("v", "w", "a", "y") },
    };

    private static Table Customers(params string[] names) => new([TextColumn.Of("customer", names)]);
}
