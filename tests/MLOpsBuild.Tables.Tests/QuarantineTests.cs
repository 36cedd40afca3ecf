using System.Text;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Tables.Reading;

namespace MLOpsBuild.Tables.Tests;

public sealed class QuarantineTests
{
    private const string Csv = "n,t\n1,one\nzwei,two\n3\n4,four\n5,\"a\"b\n\n7,seven\n8,x,y\n9,nine";

    private static readonly CsvColumn[] Columns = [new("n", ColumnType.Integer), new("t", ColumnType.Text)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 3)]
    [InlineData(1 << 18, 2)]
    public void Records_with_problems_leave_the_table_and_arrive_whole_with_their_reasons(int batchBytes, int threads)
    {
        var gone = new List<QuarantinedRecord>();
        var rows = new List<(long, long)>();
        var options = new CsvOptions { File = "t", Columns = Columns, BatchBytes = batchBytes, Quarantine = gone.Add };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Csv));

        var summary = CsvReader.ReadBatches(stream, options, threads, batch => batch, batch =>
        {
            for (var i = 0; i < batch.Table.RowCount; i++) rows.Add((batch.RowNumber(i), batch.Table["n"][i].Integer));
        }, TestContext.Current.CancellationToken);

        Assert.Equal([(2, 1), (5, 4), (8, 7), (10, 9)], rows);
        Assert.Equal([3L, 4, 6, 7, 9], gone.Select(g => g.Row));
        Assert.Equal(["zwei,two", "3", "5,\"a\"b", "", "8,x,y"], gone.Select(g => Encoding.UTF8.GetString(g.Record.Span)));
        Assert.Equal("t, row 3, column 'n': found 'zwei', expected an integer.", Assert.Single(gone[0].Reasons).Message);
        Assert.Equal((0, 5, 4), (summary.ProblemCount, summary.Quarantined, summary.Rows));
    }

    [Fact]
    public void A_dictionary_does_not_know_the_texts_of_records_in_quarantine()
    {
        var table = CsvReader.Read(Encoding.UTF8.GetBytes(Csv), new CsvOptions { Columns = Columns, Quarantine = _ => { } }).Table;

        Assert.Equal(["one", "four", "seven", "nine"], ((TextColumn)table["t"]).Dictionary);
    }

    [Fact]
    public void A_record_that_is_too_long_arrives_with_its_beginning()
    {
        var gone = new List<QuarantinedRecord>();
        var options = new CsvOptions { Columns = Columns, BatchBytes = 16, MaxRecordBytes = 100, Quarantine = gone.Add };

        var table = CsvReader.Read(Encoding.UTF8.GetBytes($"n,t\n1,{new string('x', 500)}\n2,two\n"), options).Table;

        Assert.Equal(2, table["n"][0].Integer);
        Assert.Equal(100, Assert.Single(gone).Record.Length);
    }

    [Fact]
    public void A_side_file_holds_each_record_with_its_reasons_on_a_line()
    {
        using var side = new MemoryStream();
        var file = new QuarantineFile(side);

        CsvReader.Read([.. "n,t\nzwei,\"a\"\n1,"u8, 0xFF, (byte)'\n'], new CsvOptions { File = "t", Columns = Columns, Quarantine = file.Add });

        Assert.Equal(
            """
            {"row":2,"reasons":[{"column":"n","expected":"an integer","message":"t, row 2, column 'n': found 'zwei', expected an integer."}],"record":"zwei,\"a\""}
            {"row":3,"reasons":[{"column":"t","expected":"text in UTF-8","message":"t, row 3, column 't': found '�', expected text in UTF-8."}],"recordBase64":"MSz/"}

            """, Encoding.UTF8.GetString(side.ToArray()).ReplaceLineEndings("\n"));
        Assert.Equal(2, file.Count);
    }
}
