using System.Text;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Reports;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Cutting a partition into batches and using more threads changes nothing.</summary>
public sealed class BatchTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Load(TestData.Find("pipelines/flight-delay/schema.json"));

    [Fact]
    public void The_verdict_of_a_stream_is_that_of_the_table_for_any_number_of_threads()
    {
        var bytes = Months(1, 2, 3, 4, 5, 6);
        var whole = Validator.Read(Schema, bytes, "f", []).Report;

        foreach (var threads in new[] { 1, 2, 5 })
        {
            using var stream = new MemoryStream(bytes);
            var report = Validator.Read(Schema, stream, "f", [], new ValidationOptions { Threads = threads });
            Assert.Equal(ValidationJson.Write(whole), ValidationJson.Write(report));
            Assert.Equal(50_231, report.Profile.Rows);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_cut_of_batches_does_not_show(int rows)
    {
        var table = DepartureTables.Month(2);
        var context = new ValidationContext("f", []);
        var run = new ValidationRun(Schema, context, 0);
        for (var from = 0; from < table.RowCount; from += rows)
        {
            if (rows == 1 && from > 1500) rows = 500;
            int[] some = [.. Enumerable.Range(from, Math.Min(rows, table.RowCount - from))];
            run.Add(run.Map(table.Take(some), from + 2));
        }

        Assert.Equal(ValidationJson.Write(Validator.Validate(Schema, table, context)), ValidationJson.Write(run.Finish([], 0)));
    }

    [Theory]
    [InlineData(1, 1000, 3)]
    [InlineData(2, 1000, 400)]
    [InlineData(3, 3000, 1)]
    [InlineData(4, 500, 100_000)]
    public void Repeats_are_counted_as_by_a_dictionary(ulong seed, int rows, int spread)
    {
        var random = new Numerics.SeededRandom(seed);
        foreach (var sorted in new[] { true, false })
        {
            var time = Enumerable.Range(0, rows).Select(_ => (long)random.Next(spread)).ToArray();
            if (sorted) Array.Sort(time);
            var text = Enumerable.Range(0, rows).Select(_ => random.Next(4) == 0 ? null : $"v{random.Next(3)}").ToArray();
            var batches = Cut(random, time, text);
            var seen = new Dictionary<(long, string?), int>();
            var expected = new List<(long, long)>();
            for (var row = 0; row < rows; row++)
            {
                if (!seen.TryAdd((time[row], text[row]), row)) expected.Add((row + 2, seen[(time[row], text[row])] + 2));
            }

            var state = Measured(new KeyMeasure(["a", "b"]), batches);
            Assert.Equal((rows, expected.Count, false), (state.Judged, state.Repeats, state.IsOverLimit));
            Assert.Equal(expected.Take(20), state.First);
        }
    }

    [Fact]
    public void Order_that_breaks_late_is_still_counted_right()
    {
        var time = Enumerable.Range(0, 1000).Select(i => (long)i / 2).Append(3).ToArray();
        var state = Measured(new KeyMeasure(["a", "b"]), Cut(new Numerics.SeededRandom(5), time, new string?[time.Length]));

        Assert.Equal((501, (3L, 2L), (1002L, 8L)), (state.Repeats, state.First[0], (1002L, 8L)));
    }

    [Fact]
    public void Beyond_the_limit_sorted_rows_are_judged_and_others_are_not()
    {
        var sorted = Enumerable.Range(0, 1000).Select(i => (long)i / 2).ToArray();
        long[] unsorted = [.. sorted, 1];
        long[] reversed = [.. sorted.Reverse()];

        Assert.Equal((false, 500), Over(sorted));
        Assert.True(Over(unsorted).Over);
        Assert.True(Over(reversed).Over);

        static (bool Over, long Repeats) Over(long[] values)
        {
            var state = Measured(new KeyMeasure(["a", "b"], false, limit: 100), Cut(new Numerics.SeededRandom(6), values, new string?[values.Length]));
            return (state.IsOverLimit, state.Repeats);
        }
    }

    [Fact]
    public void A_rule_that_cannot_be_decided_holds_the_verdict()
    {
        var csv = new StringBuilder("t,n,m,i,c,d\n");
        for (var row = 0; row <= ValueMeasure.Limit; row++) csv.Append(",,,,v").Append(row).Append(",\n");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));

        var report = Validator.Read(Contracts.Of("""{ "kind": "variants", "column": "c" }"""), stream, "f", []);

        Assert.Equal((Verdicts.Verdict.Hold, RuleStatus.Undecided), (report.Result.Verdict, report.Outcomes[0].Status));
    }

    [Fact]
    public void Rows_that_break_a_rule_are_handed_out_with_their_numbers_and_rules()
    {
        var report = Contracts.Judge("""{ "kind": "range", "column": "n", "max": 2, "mostly": 0.5 }""", "n,c 1,a 3,b 2,c 4,d 5,e", new ValidationOptions { BrokenRows = 2 });
        using var stream = new MemoryStream();
        CsvWriter.Write(report.BrokenRows!, stream);

        Assert.Equal("_row,_rules,t,n,m,i,c,d\n3,r,,3,,,b,\n5,r,,4,,,d,\n", Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Null(Contracts.Judge("""{ "kind": "range", "column": "n", "max": 9 }""", "n 1", new ValidationOptions { BrokenRows = 2 }).BrokenRows);
    }

    private static byte[] Months(params int[] months)
    {
        using var all = new MemoryStream();
        foreach (var month in months)
        {
            var bytes = DepartureTables.Bytes(month);
            all.Write(bytes.AsSpan(month == months[0] ? 0 : bytes.AsSpan().IndexOf((byte)'\n') + 1));
        }

        return all.ToArray();
    }

    private static T Measured<T>(Measure<T> measure, List<Batch> batches)
        where T : class
    {
        object[] mapped = [.. batches.Select(measure.Map)];
        return (T)mapped.Aggregate(measure.Merge);
    }

    private static List<Batch> Cut(Numerics.SeededRandom random, long[] a, string?[] b)
    {
        var batches = new List<Batch>();
        for (var from = 0; from < a.Length;)
        {
            var to = Math.Min(a.Length, from + 1 + random.Next(200));
            batches.Add(new Batch(new Table([new IntegerColumn("a", a[from..to]), TextColumn.Of("b", b[from..to])]), from + 2));
            from = to;
        }

        return batches;
    }
}
