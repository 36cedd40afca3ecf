using System.Globalization;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class WindowDriftTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/checks-reference.json"))).RootElement.GetProperty("januaryAgainstFebruary");
    private static readonly ComparisonOptions Options = new() { Label = "late", Sample = ["x", "y", "c"], Index = ["id"] };

    /// <summary>Orders with two numbers, a text and a label that follows from none of them.</summary>
    private static Table Rows(ulong seed, int rows, Func<double, double>? x = null, Func<double, string>? c = null, Func<double, double, long>? late = null)
    {
        var random = new SeededRandom(seed);
        double[][] draws = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray())];
        return new Table(
        [
            new IntegerColumn("id", [.. Enumerable.Range(0, rows).Select(i => ((long)seed * 1_000_000) + i)]),
            new NumberColumn("x", [.. draws[0].Select(v => x?.Invoke(v) ?? v)]),
            new NumberColumn("y", draws[1]),
            TextColumn.Of("c", [.. draws[2].Select(v => c?.Invoke(v) ?? (v < 0.5 ? "north" : v < 0.8 ? "south" : "west"))]),
            new IntegerColumn("late", [.. draws[0].Zip(draws[3]).Select(p => late?.Invoke(p.First, p.Second) ?? (p.Second < 0.5 ? 1 : 0))]),
        ]);
    }

    private static Finding[] Find(Table test, Table? training = null, ComparisonOptions? options = null) => [.. DatasetComparison.Compare([training ?? Rows(1, 3000)], [test], options ?? Options).Findings];

    [Fact]
    public void Rows_of_the_same_kind_have_not_moved()
    {
        for (var seed = 2UL; seed < 12; seed++) Assert.Empty(Find(Rows(seed, 150 + ((int)seed * 90))));
    }

    [Fact]
    public void Each_planted_move_is_found_and_nothing_else()
    {
        var number = Assert.Single(Find(Rows(2, 1000, x: v => v + 0.3)));
        Assert.Equal("feature-drift", number.Rule);
        Assert.StartsWith("'x' has moved: the Kolmogorov–Smirnov distance between the sides is 0.3", number.Message, StringComparison.Ordinal);
        var text = Assert.Single(Find(Rows(2, 1000, c: v => v < 0.8 ? "west" : "north")));
        Assert.StartsWith("'c' has moved: Cramér's V between the sides is ", text.Message, StringComparison.Ordinal);
        Assert.Equal("feature-drift", text.Rule);
        Assert.Equal(["label-drift"], Find(Rows(2, 1000, late: (_, chance) => chance < 0.9 ? 1 : 0)).Select(f => f.Rule));
        Assert.Equal(["label-correlation-change"], Find(Rows(2, 1000, late: (x, chance) => x < 0.5 != chance < 0.2 ? 1 : 0)).Select(f => f.Rule));
    }

    [Fact]
    public void A_feature_that_gives_the_label_away_in_training_is_found_and_a_warning_does_not_fail()
    {
        static long Leak(double x, double chance) => x < 0.5 ? 1 : 0;
        var both = DatasetComparison.Compare([Rows(1, 2000, late: Leak)], [Rows(2, 1000, late: Leak)], Options with { Warnings = ["label-correlation"] });

        var finding = Assert.Single(both.Findings);
        Assert.Equal((Verdict.Pass, "label-correlation", Severity.Warning), (both.Verdict, finding.Rule, finding.Severity));
        Assert.StartsWith("'x' alone predicts 'late' with a score of ", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Find(Rows(2, 1000, late: Leak), Rows(1, 2000, late: Leak), Options with { NoFeatures = ["x"] }));
    }

    [Fact]
    public void A_label_that_is_a_number_moves_as_one()
    {
        var options = Options with { Label = "x", Sample = ["y", "c"], NewCategories = 1 };

        Assert.Empty(Find(Rows(2, 1000), options: options));
        Assert.Equal(["label-drift"], Find(Rows(2, 1000, x: v => v + 0.2), options: options).Select(f => f.Rule));
    }

    [Fact]
    public void Too_few_rows_to_tell_a_move_from_chance_are_no_move()
    {
        Assert.Empty(Find(Rows(2, 9, x: v => v + 9), options: Options with { LeastTestRows = 1, LeastTestShare = 0 }));
        Assert.Equal(["feature-drift"], Find(Rows(2, 40, x: v => v + 9), options: Options with { LeastTestRows = 1 }).Select(f => f.Rule));
    }

    [Fact]
    public void Distances_of_real_months_are_those_of_SciPy()
    {
        var (january, february) = (Sample(1), Sample(2));

        Assert.Equal(Reference.GetProperty("ksDelay").GetDouble(), WindowDrift.Distance(january["delay"], february["delay"], areClasses: false)!.Value.Distance, 1e-9);
        Assert.Equal(Reference.GetProperty("ksDistance").GetDouble(), WindowDrift.Distance(january["distance"], february["distance"], areClasses: false)!.Value.Distance, 1e-9);
        Assert.Equal(Reference.GetProperty("bergsmaDestination").GetDouble(), WindowDrift.Distance(january["destination"], february["destination"], areClasses: true)!.Value.Distance, 1e-9);

        static RowSample Sample(int month)
        {
            var tally = new SampleTally(["destination", "distance", "delay"], DatasetComparison.SampledRows);
            tally.Add(new Batch(DepartureTables.Month(month), 2));
            return tally.Build();
        }
    }

    [Fact]
    public void Partitions_that_are_read_in_batches_give_what_tables_give()
    {
        var schema = DatasetSchema.Parse("""{ "version": 1, "time": "t", "columns": { "t": { "type": "time" }, "x": { "type": "number" }, "c": { "type": "text" } } }"""u8);
        var options = new ComparisonOptions { Time = "t", Label = "c" };
        ComparedRows Side(string window, params (int Month, double Shift)[] months) => new(schema, "csv", Window.Parse(window), [.. months.Select(m => ($"2001-0{m.Month}", (Func<Stream>)(() => new MemoryStream(Month(m.Month, m.Shift)))))]);

        var training = Side("all", (1, 0), (2, 0));
        var test = Side("all", (3, 0.5));
        var one = DatasetComparison.Compare(training, test, options, cancellationToken: TestContext.Current.CancellationToken);
        var four = DatasetComparison.Compare(training, test, options, 4, TestContext.Current.CancellationToken);
        Assert.Equal((Verdict.Fail, "feature-drift"), (one.Verdict, Assert.Single(one.Findings).Rule));
        Assert.Equal(one.Findings, four.Findings);
        Assert.StartsWith("5600 rows for training, 2800 for testing", one.Summary, StringComparison.Ordinal);

        var days = DatasetComparison.Compare(Side("2001-01-03..2001-01-04", (1, 0)), Side("2001-01-05..2001-01-05", (1, 0)), options with { Warnings = ["size"] }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.StartsWith("200 rows for training, 100 for testing: 0 findings.", days.Summary, StringComparison.Ordinal);
        var timeless = DatasetSchema.Parse("""{ "version": 1, "columns": { "x": { "type": "number" } } }"""u8);
        Assert.Throws<ArgumentException>(() => DatasetComparison.Compare(Side("2001-01-03..2001-01-04", (1, 0)) with { Schema = timeless }, test, options, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static byte[] Month(int month, double shift)
    {
        var random = new SeededRandom((ulong)month);
        var text = new StringBuilder("t,x,c\n");
        for (var i = 0; i < 2800; i++) text.Append(CultureInfo.InvariantCulture, $"2001-0{month}-{1 + (i / 100):00} {i % 100 / 5:00}:{i % 5 * 10:00},{random.NextDouble() + shift:R},{(random.Next(2) == 0 ? "a" : "b")}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
