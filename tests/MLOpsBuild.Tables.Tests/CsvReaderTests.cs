using System.Text;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.Tests;

public sealed class CsvReaderTests
{
    private static CsvResult Read(string csv, params CsvColumn[] columns) =>
        CsvReader.Read(Encoding.UTF8.GetBytes(csv), new CsvOptions { File = "t.csv", Columns = columns });

    [Fact]
    public void Quotes_hold_delimiters_line_ends_and_doubled_quotes()
    {
        var table = Read("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",z\n").Table;

        Assert.Equal(2, table.RowCount);
        Assert.Equal("x,y", table["a"][0].Text);
        Assert.Equal("say \"hi\"", table["b"][0].Text);
        Assert.Equal("two\r\nlines", table["a"][1].Text);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n\r\n\r\n")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    public void Line_ends_and_byte_order_marks_make_no_difference(string csv)
    {
        var result = Read(csv);

        Assert.Empty(result.Problems);
        Assert.Equal([1, 3], ((IntegerColumn)result.Table["a"]).Values.ToArray());
        Assert.Equal([2, 4], ((IntegerColumn)result.Table["b"]).Values.ToArray());
    }

    [Fact]
    public void Types_are_inferred_over_the_whole_file()
    {
        var rows = string.Concat(Enumerable.Repeat("1,1,2001-01-01 00:10\n", 5000));
        var table = Read($"late,text,time\n{rows}1.5,x,2001-01-31T23:55:30\n").Table;

        Assert.Equal(ColumnType.Number, table["late"].Type);
        Assert.Equal(1.5, table["late"][5000].Number);
        Assert.Equal(ColumnType.Text, table["text"].Type);
        Assert.Equal("1", table["text"][0].Text);
        Assert.Equal(new DateTime(2001, 1, 31, 23, 55, 30), table["time"][5000].Time);
    }

    [Theory]
    [InlineData("007")]
    [InlineData("+1")]
    [InlineData("99999999999999999999")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("NA")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("2001-02-30")]
    public void Values_that_would_lose_something_stay_text(string value)
    {
        var column = Read($"id,n\n{value},1\n").Table["id"];

        Assert.Equal(ColumnType.Text, column.Type);
        Assert.Equal(value, column[0].Text);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.0", -0.0)]
    [InlineData("3.14159", 3.14159)]
    [InlineData("123456789.123456", 123456789.123456)]
    [InlineData("1e-7", 1e-7)]
    [InlineData("0.30000000000000004", 0.30000000000000004)]
    [InlineData("1.7976931348623157E+308", double.MaxValue)]
    [InlineData("5E-324", double.Epsilon)]
    [InlineData(".5", 0.5)]
    public void Numbers_are_read_to_the_nearest_double(string text, double expected)
    {
        var value = Read($"x,y\n{text},1\n", new CsvColumn("x", ColumnType.Number)).Table["x"][0].Number;

        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Fact]
    public void A_missing_value_is_an_empty_field_and_an_empty_text_is_quoted()
    {
        var table = Read("t,n\n,1\n\"\",\n").Table;

        Assert.True(table["t"].IsMissing(0));
        Assert.Equal("", table["t"][1].Text);
        Assert.True(table["n"].IsMissing(1));
    }

    [Fact]
    public void Spellings_of_missing_count_only_when_declared_and_unquoted()
    {
        var options = new CsvOptions { MissingSpellings = ["NA"] };
        var table = CsvReader.Read("n,t\nNA,\"NA\"\n1,x\n"u8, options).Table;

        Assert.True(table["n"].IsMissing(0));
        Assert.Equal(ColumnType.Integer, table["n"].Type);
        Assert.Equal("NA", table["t"][0].Text);
    }

    [Fact]
    public void All_problems_are_named_with_place_text_and_type_in_one_pass()
    {
        var result = Read("a,b\n1,x\nzwei,2\n3\n4,5,6\n", new CsvColumn("a", ColumnType.Integer), new CsvColumn("b", ColumnType.Integer), new CsvColumn("c", ColumnType.Time));

        Assert.Equal(["t.csv:1:c", "t.csv:2:b", "t.csv:3:a", "t.csv:4", "t.csv:5"], result.Problems.Select(p => p.Place));
        Assert.Equal("t.csv, row 3, column 'a': found 'zwei', expected an integer.", result.Problems[2].Message);
        Assert.Equal("3", result.Problems[3].Text);
        Assert.Equal("2 fields; there are 3", result.Problems[4].Expected);
        Assert.Equal(4, result.Table.RowCount);
        Assert.True(result.Table["a"].IsMissing(1));
        Assert.True(result.Table["b"].IsMissing(2));
        Assert.Equal(5, result.Table["b"][3].Integer);
        Assert.True(result.Table["c"].IsMissing(0));
    }

    [Fact]
    public void A_blank_line_within_the_file_is_a_problem_and_keeps_the_count_of_rows()
    {
        var result = Read("a,b\n1,2\n\n3,4\n\n");

        Assert.Equal("t.csv:3", Assert.Single(result.Problems).Place);
        Assert.Equal(3, result.Table.RowCount);
        Assert.Equal(3, result.Table["a"][2].Integer);
    }

    [Fact]
    public void Only_the_first_problems_are_kept_and_all_are_counted()
    {
        var csv = "a\n" + string.Concat(Enumerable.Repeat("x\n", 1000));
        var result = CsvReader.Read(Encoding.UTF8.GetBytes(csv), new CsvOptions { Columns = [new("a", ColumnType.Integer)], MaxProblems = 3 });

        Assert.Equal(3, result.Problems.Count);
        Assert.Equal(1000, result.ProblemCount);
    }

    [Theory]
    [InlineData("a,a\n1,2\n", "column 2")]
    [InlineData("a,\n1,2\n", "column 2")]
    public void Headers_must_name_each_column_once(string csv, string given)
    {
        var result = Read(csv);

        Assert.Equal($"t.csv:1:{given}", Assert.Single(result.Problems).Place);
        Assert.Equal(2, result.Table[given][0].Integer);
    }

    [Fact]
    public void A_stream_reads_as_its_bytes_do()
    {
        using var stream = new MemoryStream("a,b\n1,x\n"u8.ToArray());

        Assert.Equal(1, CsvReader.Read(stream).Table["a"][0].Integer);
        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => CsvReader.Read(stream, new CsvOptions { MaxBytes = 5 }));
    }
}
