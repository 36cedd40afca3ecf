using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class ComparisonTests
{
    private static readonly ComparisonOptions Options = new() { Index = ["id"], Label = "label", Time = "t", LeastTestRows = 2 };

    private static Table Rows(params (int Id, int Day, string Category, long Label)[] rows) => new(
    [
        new IntegerColumn("id", [.. rows.Select(r => (long)r.Id)]),
        new TimeColumn("t", [.. rows.Select(r => new DateTime(2001, 1, r.Day))]),
        TextColumn.Of("c", [.. rows.Select(r => r.Category)]),
        new IntegerColumn("label", [.. rows.Select(r => r.Label)]),
    ]);

    private static readonly Table Training = Rows((1, 1, "a", 0), (2, 2, "b", 1), (3, 3, "a", 1), (4, 4, "b", 0));

    private static string[] Checks(Table test, ComparisonOptions? options = null) => [.. DatasetComparison.Compare([Training], [test], options ?? Options).Findings.Select(f => f.Rule)];

    [Fact]
    public void Later_rows_of_others_with_known_values_and_new_samples_pass()
    {
        var training = Rows((1, 1, "a", 0), (2, 2, "b", 1));

        Assert.Equal(Verdict.Pass, DatasetComparison.Compare([training], [Rows((5, 5, "a", 1), (6, 6, "b", 0))], Options).Verdict);
    }

    [Fact]
    public void Each_kind_of_leak_and_novelty_is_found_alone()
    {
        var unmixed = Options with { Sample = ["id"] };
        Assert.Equal([], Checks(Rows((5, 5, "a", 0), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["index-leakage", "sample-mix"], Checks(Rows((1, 5, "a", 0), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["date-duplicates", "date-overlap"], Checks(Rows((5, 4, "a", 0), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["new-categories"], Checks(Rows((5, 5, "x", 0), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["spellings", "new-categories"], Checks(Rows((5, 5, "A", 0), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["new-labels"], Checks(Rows((5, 5, "a", 2), (6, 6, "b", 1)), unmixed));
        Assert.Equal(["size"], Checks(Rows((5, 5, "a", 0)), unmixed));
        Assert.Equal(["sample-mix"], Checks(Rows((5, 5, "a", 0), (6, 6, "b", 1))).Distinct());
    }

    [Fact]
    public void A_finding_counts_its_rows_and_names_the_other_side()
    {
        var result = DatasetComparison.Compare([Training], [Rows((1, 5, "a", 0), (6, 6, "b", 1), (2, 7, "b", 1))], Options with { Sample = ["id", "c"], Warnings = ["index-leakage", "sample-mix"] });

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal("2 of 3 test rows (66.6667%) have an index (id) that training has too; split by it: row 2 as row 2, row 4 as row 3.", result.Findings[0].Message);
    }

    [Fact]
    public void Batches_do_not_show_and_no_rows_hold()
    {
        var test = Rows((1, 4, "x", 2), (6, 6, "b", 1));
        var whole = DatasetComparison.Compare([Training], [test], Options);
        int[] first = [0, 1], second = [2, 3], one = [0], two = [1];
        var cut = DatasetComparison.Compare([Training.Take(first), Training.Take(second)], [test.Take(one), test.Take(two)], Options);

        Assert.Equal(whole.Findings, cut.Findings);
        Assert.Equal(Verdict.Hold, DatasetComparison.Compare([Training], [], Options).Verdict);
        Assert.Throws<ArgumentException>(() => DatasetComparison.Compare([Training], [test], new ComparisonOptions { Warnings = ["sizes"] }));
    }

    [Fact]
    public void Real_months_in_order_have_no_overlap_and_new_destinations_only()
    {
        var result = DatasetComparison.Compare(
            [DepartureTables.Month(1), DepartureTables.Month(2), DepartureTables.Month(3), DepartureTables.Month(4)],
            [DepartureTables.Month(5)],
            new ComparisonOptions { Time = "date", Sample = ["date", "destination", "distance", "delay"] });

        Assert.Equal(["new-categories"], result.Findings.Select(f => f.Rule));
        Assert.Contains("SIT (12, first in row 5514)", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_measured_may_have_new_values()
    {
        var options = new ComparisonOptions { Time = "date", Label = "delay", Sample = ["date", "destination", "distance", "delay"], Warnings = ["new-categories"] };
        var result = DatasetComparison.Compare([DepartureTables.Month(1), DepartureTables.Month(2), DepartureTables.Month(3)], [DepartureTables.Month(4)], options);

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.All(result.Findings, f => Assert.Equal("new-categories", f.Rule));
    }
}
