using MLOpsBuild.Learning.Leakage;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Leakage;

public sealed class LeakageChecksTests
{
    private const int N = 1000;
    private static readonly Fold Late = new([.. Enumerable.Range(0, 700)], [.. Enumerable.Range(700, 300)]);

    private static (Table Table, double[] Target) Sample(bool leaks)
    {
        var random = new SeededRandom(9);
        double[] target = [.. Enumerable.Range(0, N).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0)];
        double[] x = [.. target.Select(y => y * 0.5 + random.NextDouble())];
        if (leaks) x[800] = x[3];
        return (new Table(
        [
            new NumberColumn("x", x),
            new NumberColumn("outcome_code", [.. target.Select(y => leaks ? 10 * y + random.NextDouble() : random.NextDouble())]),
            TextColumn.Of("customer", [.. Enumerable.Range(0, N).Select(row => leaks && row == 900 ? "c5" : $"c{row / 10}")]),
            new TimeColumn("at", [.. Enumerable.Range(0, N).Select(row => new DateTime(2001, 1, 1).AddHours(leaks && row == 950 ? 10 : row))]),
        ]), target);
    }

    private static readonly LeakageOptions Options = new() { Identifiers = ["customer"], Time = "at", MostDuplicates = 0 };

    [Fact]
    public void Clean_split_has_no_findings_and_scores_of_all_features()
    {
        var (table, target) = Sample(leaks: false);
        var found = LeakageChecks.Find(table, target, Late, LearningTask.Binary, Options);

        Assert.Empty(found.Findings);
        Assert.Equal(["x", "outcome_code"], found.Scores.Select(s => s.Column));
        Assert.InRange(found.Scores[0].Score!.Value, 0.6, 0.9);
        Assert.InRange(found.Scores[1].Score!.Value, 0, 0.2);
    }

    [Fact]
    public void Every_planted_leak_is_found_with_its_evidence()
    {
        var (table, target) = Sample(leaks: true);
        var found = LeakageChecks.Find(table, target, Late, LearningTask.Binary, Options with { Features = ["x", "outcome_code"] }).Findings;

        Assert.Equal([LeakageKind.SharedIdentifiers, LeakageKind.TimeOrder, LeakageKind.TargetInFeature], found.Select(f => f.Kind));
        Assert.Equal(("customer", 1), (found[0].Column, found[0].Rows));
        Assert.Contains("'c5' at row 900", found[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("row 950 is of 2001-01-01T10:00:00", found[1].Evidence, StringComparison.Ordinal);
        Assert.Equal("outcome_code", found[2].Column);
        var duplicates = Assert.Single(LeakageChecks.Find(table, target, Late, LearningTask.Binary, new LeakageOptions { Features = ["x"], MostDuplicates = 0 }).Findings);
        Assert.Equal((LeakageKind.DuplicateRows, 1), (duplicates.Kind, duplicates.Rows));
        Assert.Contains("row 800 is training row 3", duplicates.Evidence, StringComparison.Ordinal);
        Assert.Empty(LeakageChecks.Find(table, target, Late, LearningTask.Binary, new LeakageOptions { Features = ["x"] }).Findings);
    }

    [Fact]
    public void Gap_that_is_too_short_is_found()
    {
        var (table, target) = Sample(leaks: false);
        var found = Assert.Single(LeakageChecks.Find(table, target, Late, LearningTask.Binary, Options with { Gap = TimeSpan.FromHours(24) }).Findings);

        Assert.Equal((LeakageKind.TimeOrder, 23), (found.Kind, found.Rows));
    }

    [Theory]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Multiclass)]
    public void Target_in_a_feature_is_found_for_numbers_and_several_classes(LearningTask task)
    {
        var random = new SeededRandom(2);
        double[] target = [.. Enumerable.Range(0, N).Select(_ => (double)random.Next(4))];
        var table = new Table(
        [
            TextColumn.Of("code", [.. target.Select(y => $"k{y}")]),
            TextColumn.Of("noise", [.. target.Select(_ => $"k{random.Next(500)}")]),
            new NumberColumn("missing", [.. target.Select(_ => double.NaN)]),
        ]);
        var found = LeakageChecks.Find(table, target, Late, task, new LeakageOptions { Features = ["code", "noise", "missing"], MostDuplicates = 1 });

        Assert.Equal("code", Assert.Single(found.Findings).Column);
        Assert.Equal(1, found.Scores[0].Score!.Value, 0.01);
        Assert.All(found.Scores.Skip(1), s => Assert.InRange(s.Score!.Value, 0, 0.3));
    }

    [Fact]
    public void Wrong_columns_are_refused()
    {
        var (table, target) = Sample(leaks: false);

        Assert.Throws<ArgumentException>(() => LeakageChecks.Find(table, target, Late, LearningTask.Binary, new LeakageOptions { Time = "x" }));
        Assert.Throws<KeyNotFoundException>(() => LeakageChecks.Find(table, target, Late, LearningTask.Binary, new LeakageOptions { Identifiers = ["none"] }));
        Assert.Throws<ArgumentException>(() => LeakageChecks.Find(table, [1], Late, LearningTask.Binary, new LeakageOptions()));
    }
}
