using System.Text;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.Tests;

public sealed class CsvBatchTests
{
    private static readonly string[] Shapes =
    [
        "a,b\n1,2\n3,4",
        "a,b\r\n1,2\r\n3,4\r\n\r\n\r\n",
        "a,b\r1,2\r3,4\r\r\r5,6",
        "a,b\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n1,2\n\n\n",
        "a\n\n\n1\n\n",
        "a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n\"\",\n,\"\"\n",
        "a,b\n\"never closed,1\n2,3\n4,5\n6,7\n8,9\n10,11\n\n\n",
        "a,b\nx\"y,\"z\"w\"\n5\" tall,6\"\n\"a\"\"\",1\n",
        "a,b\n1,2,3\n4\n5,6\n,\n7,8,\n",
        "a,b\n\"1\",\"2.5\"\r\n-3,0.25\n\"a\r\rb\",\"\r\n\"\r",
        "date,n\n2001-01-01 00:10,1\n2001-01-01T00:11:12,-12345678\n2001-01-02 23:59,123456789\n",
        "t,n\nabcdefgh,1.5\nabcdefghi,1e3\nabc,.5\n,-0\nabc,000\n",
    ];

    public static TheoryData<int, int> Ways => [.. from bytes in new[] { 1, 7, 16, 33, 64, 1 << 18 } from threads in new[] { 1, 2, 5 } select (bytes, threads)];

    private static (string Rows, CsvSummary Summary) Run(byte[] bytes, CsvOptions options, int threads)
    {
        var text = new StringBuilder();
        var row = 2L;
        var batches = 0;
        using var stream = new MemoryStream(bytes);
        var summary = CsvReader.ReadBatches(stream, options, threads, batch => batch, batch =>
        {
            Assert.Equal(batches++, batch.Index);
            Assert.Equal(row, batch.FirstRow);
            row += batch.Table.RowCount;
            for (var i = 0; i < batch.Table.RowCount; i++) text.AppendJoin('|', batch.Table.Columns.Select(c => c[i].IsMissing ? "∅" : $"{c.Type}:{c[i]}")).Append('\n');
        }, TestContext.Current.CancellationToken);
        Assert.Equal(row - 2, summary.Rows);
        Assert.Equal(batches, summary.Batches);
        return (text.ToString(), summary);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Any_size_of_batches_and_number_of_threads_gives_the_same_rows_and_problems(int batchBytes, int threads)
    {
        foreach (var shape in Shapes)
        {
            var bytes = Encoding.UTF8.GetBytes(shape);
            var whole = Run(bytes, new CsvOptions { File = "t" }, 1);

            var batches = Run(bytes, new CsvOptions { File = "t", BatchBytes = batchBytes }, threads);

            Assert.Equal(whole.Rows, batches.Rows);
            Assert.Equal(whole.Summary.Problems, batches.Summary.Problems);
            Assert.Equal(whole.Summary.ProblemCount, batches.Summary.ProblemCount);
            Assert.Equal(whole.Summary.Columns, batches.Summary.Columns);
        }
    }

    [Fact]
    public void A_record_that_is_too_long_is_a_problem_and_the_next_one_is_read()
    {
        var csv = $"a,b\n1,2\n\"{new string('x', 5000)}\",3\r\n4,5\n";
        var options = new CsvOptions { File = "t", BatchBytes = 64, MaxRecordBytes = 1000, Columns = [new("a", ColumnType.Text), new("b", ColumnType.Integer)] };

        var (rows, summary) = Run(Encoding.UTF8.GetBytes(csv), options, 2);

        Assert.Equal("Text:1|Integer:2\n∅|∅\nText:4|Integer:5\n", rows);
        Assert.Equal("a record of at most 1000 bytes; this one has 5004", Assert.Single(summary.Problems).Expected);
        Assert.Equal("t:3", summary.Problems[0].Place);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_named_and_does_not_fill_the_memory()
    {
        var csv = $"a,b\n1,2\n\"x,3\n{string.Concat(Enumerable.Repeat("4,5\n", 5000))}";

        var (_, summary) = Run(Encoding.UTF8.GetBytes(csv), new CsvOptions { File = "t", BatchBytes = 64, MaxRecordBytes = 1000 }, 2);

        Assert.Equal(2, summary.Rows);
        Assert.StartsWith("a closing quote; none comes before the end of the file", Assert.Single(summary.Problems).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_comes_at_its_place_after_everything_before_it()
    {
        var csv = Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")));
        var seen = new List<int>();
        using var stream = new MemoryStream(csv);

        var thrown = Assert.Throws<FormatException>(() => CsvReader.ReadBatches(stream, new CsvOptions { BatchBytes = 16 }, 4,
            batch => batch.Index is 20 or 23 ? throw new FormatException($"{batch.Index}") : batch.Index, seen.Add, TestContext.Current.CancellationToken));

        Assert.Equal("20", thrown.Message);
        Assert.Equal(Enumerable.Range(0, 20), seen);
    }

    [Fact]
    public void A_cancelled_reading_stops()
    {
        using var source = new CancellationTokenSource();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Repeat("1\n", 1000))));
        var options = new CsvOptions { BatchBytes = 16, Columns = [new("a", ColumnType.Integer)] };

        Assert.Throws<OperationCanceledException>(() => CsvReader.ReadBatches(stream, options, 2, batch => batch.Index, index =>
        {
            if (index == 3) source.Cancel();
        }, source.Token));
    }

    [Fact]
    public void There_is_always_a_batch_that_tells_the_columns()
    {
        using var stream = new MemoryStream("a,b\n"u8.ToArray());
        var batches = new List<TableBatch>();
        var options = new CsvOptions { File = "t", Columns = [new("a", ColumnType.Time), new("c", ColumnType.Number)] };

        var summary = CsvReader.ReadBatches(stream, options, 2, batch => batch, batches.Add, TestContext.Current.CancellationToken);

        Assert.Equal(["a Time", "b Text", "c Number"], Assert.Single(batches).Table.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal("t:1:c", Assert.Single(summary.Problems).Place);
        Assert.Equal(summary.Problems, batches[0].Problems);
    }
}
