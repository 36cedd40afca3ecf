using MLOpsBuild.Learning.Fairness;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class FairnessGateTests
{
    // Each block: of four rows of the north three are called 1, of four of the south one. Difference 0.5, ratio 1/3, and every block says so.
    private static readonly double[] Predictions = [0.9, 0.9, 0.9, 0.1, 0.9, 0.1, 0.1, 0.1];
    private static readonly double[] Sizes = [1, 2, 3, 4, 11, 12, 13, 14];

    [Theory]
    [InlineData(0.5, null, Verdict.Pass)]
    [InlineData(0.49, null, Verdict.Fail)]
    [InlineData(null, 0.33, Verdict.Pass)]
    [InlineData(null, 0.34, Verdict.Fail)]
    [InlineData(0.5, 0.34, Verdict.Fail)]
    public void Groups_farther_apart_than_the_limit_fail(double? difference, double? ratio, Verdict expected)
    {
        var result = Blocks(50).Judge(new FairnessGate(), Settings with { MaxDifference = difference, MinRatio = ratio });
        Assert.Equal(expected, result.Verdict);
    }

    [Fact]
    public void The_sentence_names_the_groups_their_gap_and_the_limit()
    {
        var result = Blocks(50).Judge(new FairnessGate(), Settings with { MaxDifference = 0.2 });

        Assert.Equal("Demographic parity by shop: north and south differ by 0.5 [0.5, 0.5], outside at most 0.2.", result.Summary);
        Assert.Contains(result.Findings, f => f is { Severity: Severity.Info, Place: "shop=south" } && f.Message.StartsWith("200 rows; called 0.25, ", StringComparison.Ordinal));
        Assert.Equal("difference", result.Findings[0].Rule);
    }

    [Fact]
    public void Bands_of_a_raw_column_are_groups()
    {
        var result = Blocks(50).Judge(new FairnessGate(), Settings with { By = "size", Bounds = [10], MaxDifference = 0.2 });
        Assert.Contains("below 10 and from 10 differ by 0.5", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_too_small_to_compare_are_nothing_to_judge()
    {
        var result = Blocks(24).Judge(new FairnessGate(), Settings with { MaxDifference = 0.9 });
        Assert.Equal((Verdict.Hold, "Nothing to judge: 0 of 2 groups of 'shop' have 100 rows, two are needed."), (result.Verdict, result.Summary));
    }

    [Fact]
    public void A_column_that_is_not_there_is_an_error_that_names_the_nearest()
    {
        var result = Blocks(50).Judge(new FairnessGate(), Settings with { By = "shops", MaxDifference = 0.9 });
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("there is no column 'shops'; did you mean 'shop'? Known: shop, size.", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_have_no_bounds()
    {
        var result = Blocks(50).Judge(new FairnessGate(), Settings with { Bounds = [1], MaxDifference = 0.9 });
        Assert.Equal((Verdict.Error, true), (result.Verdict, result.Summary.Contains("only numbers have bounds", StringComparison.Ordinal)));
    }

    private static FairnessSettings Settings => new() { By = "shop", Criterion = FairnessCriterion.DemographicParity };

    private static HandMade Blocks(int blocks)
    {
        string[] shops = [.. Enumerable.Repeat(new[] { "north", "north", "north", "north", "south", "south", "south", "south" }, blocks).SelectMany(s => s)];
        var rows = HandMade.Rows(new Table([TextColumn.Of("shop", shops)]), Repeat([1, 0, 1, 0, 1, 0, 1, 0], blocks), Repeat(Predictions, blocks), perBlock: 8);
        return new HandMade { EvaluationRows = rows with { Records = () => HandMade.Numbers("size", Repeat(Sizes, blocks)) } };
    }

    private static double[] Repeat(double[] values, int times) => [.. Enumerable.Repeat(values, times).SelectMany(v => v)];
}
