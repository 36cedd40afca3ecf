using System.Text;
using MLOpsBuild.Tables.JsonLines;

namespace MLOpsBuild.Tables.Tests;

public sealed class JsonLinesTests
{
    private static CsvResult Read(string lines, params CsvColumn[] columns) => JsonLinesReader.Read(Encoding.UTF8.GetBytes(lines), new CsvOptions { File = "t", Columns = columns });

    [Fact]
    public void Keys_are_columns_in_order_of_appearance_with_types_from_all_lines()
    {
        var table = Read("""
            {"n":1,"t":"a\"\u00e9","d":"2001-01-31T23:55"}
            {"t":"007","n":null,"x":1.5,"mixed":1}
            {"x":2,"b":true,"o":{"k":[1, 2]},"mixed":"one","d":"2001-02-01"}
            """).Table;

        Assert.Equal(["n Integer", "t Text", "d Time", "x Number", "mixed Text", "b Text", "o Text"], table.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal("a\"é", table["t"][0].Text);
        Assert.Equal("007", table["t"][1].Text);
        Assert.Equal(new DateTime(2001, 1, 31, 23, 55, 0), table["d"][0].Time);
        Assert.True(table["n"].IsMissing(1));
        Assert.Equal(2.0, table["x"][2].Number);
        Assert.Equal("true", table["b"][2].Text);
        Assert.Equal("""{"k":[1, 2]}""", table["o"][2].Text);
        Assert.Equal(["1", "one"], ((TextColumn)table["mixed"]).Dictionary);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_in_one_pass()
    {
        var result = Read("{\"n\":1}\nno json\n{\"n\":\"2\"}\n\n{\"n\":3,\"n\":4}\n{\"n\":1.5,\"m\":0}\n{\"n\":5,}\n{\"n\":\"\\ud800\"}\n{\"n\":6}x\n{\"n\":7}\n\n", new CsvColumn("n", ColumnType.Integer));

        Assert.Equal(["t:2", "t:3:n", "t:4", "t:5:n", "t:6", "t:6:n", "t:7", "t:8:n", "t:9"], result.Problems.Select(p => p.Place));
        Assert.Equal("t, row 3, column 'n': found '2', expected an integer.", result.Problems[1].Message);
        Assert.Equal("one of the declared keys n", result.Problems[4].Expected);
        Assert.Equal(10, result.Table.RowCount);
        Assert.Equal(3, result.Table["n"][4].Integer);
        Assert.Equal(7, result.Table["n"][9].Integer);
    }

    [Fact]
    public void Any_size_of_batches_and_number_of_threads_gives_the_same_table()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 300; i++) lines.Append(i % 7 == 0 ? "\r\n" : i % 11 == 0 ? "{\n" : $"{{\"a\":{i},\"t\":\"x{i % 5}\",\"k{i / 50}\":\"2001-01-0{1 + i % 9}\"}}\n");
        var bytes = Encoding.UTF8.GetBytes(lines.ToString());
        var whole = JsonLinesReader.Read(bytes, new CsvOptions { File = "t" });
        using var expected = new MemoryStream();
        TableFile.Write(whole.Table, expected);

        foreach (var (size, threads) in new[] { (1, 1), (16, 3), (100, 2), (1000, 5) })
        {
            var tables = new List<Table>();
            using var stream = new MemoryStream(bytes);
            var summary = JsonLinesReader.ReadBatches(stream, new CsvOptions { File = "t", BatchBytes = size }, threads, b => b.Table, tables.Add, TestContext.Current.CancellationToken);
            using var actual = new MemoryStream();
            TableFile.Write(Table.Concat(tables), actual);

            Assert.Equal(expected.ToArray(), actual.ToArray());
            Assert.Equal(whole.Problems, summary.Problems);
        }
    }

    [Fact]
    public void A_table_is_written_and_read_back_to_the_same_values()
    {
        var table = new Table(
        [
            new NumberColumn("n\"", [0.1 + 0.2, double.NaN, -0.0, 1e300]),
            new IntegerColumn("i", [long.MinValue, 1, 2, long.MaxValue]),
            TextColumn.Of("t", ["z,\"\n\\", null, "", "ä𝄞\0"]),
            new TimeColumn("d", [new(2001, 1, 31, 23, 55, 0), DateTime.MinValue, new DateTime(2001, 1, 31, 23, 55, 30).AddTicks(1), new(9999, 12, 31)]),
        ]);
        using var stream = new MemoryStream();
        JsonLinesWriter.Write(table, stream);

        var read = JsonLinesReader.Read(stream.ToArray(), new CsvOptions { Columns = [.. table.Columns.Select(c => new CsvColumn(c.Name, c.Type))] });

        Assert.Empty(read.Problems);
        foreach (var column in table.Columns)
        {
            for (var row = 0; row < table.RowCount; row++) Assert.Equal(column[row], read.Table[column.Name][row]);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"z\":")]
    [InlineData("{\"z\":\"\\ud800\"}")]
    [InlineData("")]
    public void Many_short_lines_below_many_keys_do_not_fill_the_memory(string line)
    {
        var csv = new StringBuilder("{").AppendJoin(',', Enumerable.Range(0, 4000).Select(i => $"\"k{i}\":{i}")).Append("}\n");
        for (var i = 0; i < 30_000; i++) csv.Append(line).Append('\n');
        csv.Append("{\"k1\":5}\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = Read(csv.ToString());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
        Assert.Contains("reading ends here", result.Problems[^1].Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_twice_needs_its_columns_declared()
    {
        using var stream = new ForwardOnly("{\"n\":1}\n"u8.ToArray());
        Assert.Throws<NotSupportedException>(() => JsonLinesReader.ReadBatches(stream, new CsvOptions(), 1, b => 0, _ => { }, TestContext.Current.CancellationToken));

        using var again = new ForwardOnly("{\"n\":1}\n"u8.ToArray());
        Assert.Equal(1, JsonLinesReader.ReadBatches(again, new CsvOptions { Columns = [new("n", ColumnType.Integer)] }, 2, b => 0, _ => { }, TestContext.Current.CancellationToken).Rows);
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
