using System.IO.Compression;
using System.Text;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.Tests;

public sealed class CsvFormTests
{
    private const string Sample = "name,n\nZoë “x” 𝄞,1\n€,2\n";

    private static CsvResult Read(string csv, CsvOptions options) => CsvReader.Read(Encoding.UTF8.GetBytes(csv), options with { File = "t" });

    public static TheoryData<string, bool> Unicode => [("utf-16", true), ("utf-16BE", true), ("utf-16", false), ("utf-16BE", false)];

    [Theory]
    [MemberData(nameof(Unicode))]
    public void Utf16_is_read_by_its_mark_or_by_option(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. marked ? encoding.Preamble : [], .. encoding.GetBytes(Sample)];
        TextEncoding? option = marked ? null : name == "utf-16" ? TextEncoding.Utf16LittleEndian : TextEncoding.Utf16BigEndian;

        var result = CsvReader.Read(bytes, new CsvOptions { Encoding = option });

        Assert.Empty(result.Problems);
        Assert.Equal(["Zoë “x” 𝄞", "€"], ((TextColumn)result.Table["name"]).Dictionary);
    }

    [Theory]
    [InlineData(new byte[] { 0x3D, 0xD8, 0x61, 0x00 })]
    [InlineData(new byte[] { 0x61, 0x00, 0x00, 0xDC })]
    [InlineData(new byte[] { 0x61 })]
    public void Half_a_character_of_utf16_is_a_problem_at_its_place(byte[] tail)
    {
        var result = CsvReader.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,"), .. tail], new CsvOptions { File = "t" });

        Assert.Equal("t:2:b", Assert.Single(result.Problems).Place);
        Assert.Contains("UTF-8", result.Problems[0].Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextEncoding.Latin1, "\u0080\u00E9")]
    [InlineData(TextEncoding.Windows1252, "€é")]
    public void One_byte_encodings_are_read_by_option(TextEncoding encoding, string expected)
    {
        byte[] bytes = [.. "a,b\n"u8, 0x80, 0xE9, .. ",1\n"u8];

        Assert.Equal(expected, CsvReader.Read(bytes, new CsvOptions { Encoding = encoding }).Table["a"][0].Text);
        Assert.Equal("t:2:a", Assert.Single(CsvReader.Read(bytes, new CsvOptions { File = "t" }).Problems).Place);
    }

    [Fact]
    public void Windows_1252_agrees_with_the_code_page_where_that_knows_a_character()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        byte[] all = [.. Enumerable.Range(0x80, 0x80).Select(i => (byte)i)];

        var read = CsvReader.Read([.. "a\n"u8, .. all], new CsvOptions { Encoding = TextEncoding.Windows1252 }).Table["a"][0].Text;

        Assert.Equal(encoding.GetString(all), read);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("br")]
    public void Packed_files_are_unpacked(string form)
    {
        var packed = new MemoryStream();
        using (Stream packing = form == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, true) : new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            packing.Write(Encoding.UTF8.GetBytes("\uFEFF" + Sample));
        }

        var options = new CsvOptions { File = $"t.csv.{form}", BatchBytes = 16 };
        packed.Position = 0;
        var rows = 0;
        CsvReader.ReadBatches(packed, options, 2, batch => batch.Table.RowCount, count => rows += count, TestContext.Current.CancellationToken);

        Assert.Equal(2, rows);
        Assert.Equal(2, CsvReader.Read(packed.ToArray(), options).Table["n"][1].Integer);
        for (var cut = 2; cut < packed.Length; cut++) Assert.Throws<InvalidDataException>(() => CsvReader.Read(packed.ToArray().AsSpan(0, cut), options));
    }

    [Fact]
    public void Gzip_files_put_behind_each_other_are_one_file()
    {
        byte[] packed = [.. Gzip("a,b\n1,"), .. Gzip(""), .. Gzip("2\n3,4\n")];

        Assert.Equal([2, 4], ((IntegerColumn)CsvReader.Read(packed).Table["b"]).Values.ToArray());
    }

    [Fact]
    public void What_is_unpacked_counts_against_the_limit()
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, true)) packing.Write("a,b\n"u8.ToArray().Concat(new byte[1_000_000]).ToArray());

        Assert.InRange(packed.Length, 1, 100_000);
        Assert.Throws<InvalidDataException>(() => CsvReader.Read(packed.ToArray(), new CsvOptions { MaxBytes = 500_000 }));
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.NoCompression)) packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n3,25;4\n", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("a|b,c\n1|2\n", '|')]
    [InlineData("a,b;c\n1,2\n3,4\n", ',')]
    [InlineData("text\nhello; world\n", ',')]
    [InlineData("\"a;b\",\"c;d;e\"\n1,2\n", ',')]
    [InlineData("a;b;c,d\n\"x\n;;;\";2;3\n", ';')]
    [InlineData("", ',')]
    public void The_delimiter_is_the_one_by_which_most_records_fit_the_header(string csv, char expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));

        Assert.Equal(expected, CsvReader.ReadBatches(stream, new CsvOptions(), 1, _ => 0, _ => { }, TestContext.Current.CancellationToken).Delimiter);
    }

    [Theory]
    [InlineData("1,5", 1.5)]
    [InlineData("-1.234.567,25", -1234567.25)]
    [InlineData("12", 12)]
    [InlineData("1,5e3", 1500)]
    [InlineData(",5", .5)]
    public void A_comma_may_stand_before_decimals_and_points_between_thousands(string text, double expected)
    {
        var options = new CsvOptions { DecimalMark = ',', ThousandsMark = '.', Columns = [new("x", ColumnType.Number)] };

        var result = Read($"x;y\n{text};1\n", options);

        Assert.Empty(result.Problems);
        Assert.Equal(expected, result.Table["x"][0].Number);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("12.34,5")]
    [InlineData("1234.567")]
    [InlineData("0.123")]
    [InlineData("1.234.56")]
    [InlineData("1,2,3")]
    [InlineData(".123")]
    [InlineData("1,234.567")]
    public void Groups_that_are_not_three_digits_are_no_numbers(string text)
    {
        var options = new CsvOptions { DecimalMark = ',', ThousandsMark = '.', Delimiter = ';', Columns = [new("x", ColumnType.Number)] };

        Assert.Contains("','", Assert.Single(Read($"x;y\n{text};1\n", options).Problems).Expected, StringComparison.Ordinal);
        Assert.Equal(ColumnType.Text, Read($"x;y\n{text};1\n", options with { Columns = [] }).Table["x"].Type);
    }

    [Fact]
    public void Marks_count_when_types_are_inferred()
    {
        var table = Read("a\tb\tc\n1\u202F234\t1,5\t01,5\n2\t3\t4\n", new CsvOptions { DecimalMark = ',', ThousandsMark = '\u202F' }).Table;

        Assert.Equal(1234, table["a"][0].Integer);
        Assert.Equal(1.5, table["b"][0].Number);
        Assert.Equal("01,5", table["c"][0].Text);
    }

    [Fact]
    public void Times_have_the_forms_that_are_given()
    {
        var options = new CsvOptions { TimeFormats = ["dd.MM.yyyy", "dd.MM.yyyy HH:mm"], Columns = [new("u", ColumnType.Time) { TimeFormats = ["yyyyMMdd"] }] };

        var result = Read("t,u,v\n31.12.2001,20011231,2001-12-31\n01.02.2001 10:05,2001-12-31,2001-12-31\n", options);

        Assert.Equal([new DateTime(2001, 12, 31), new DateTime(2001, 2, 1, 10, 5, 0)], ((TimeColumn)result.Table["t"]).Values.ToArray());
        Assert.Equal(new DateTime(2001, 12, 31), result.Table["u"][0].Time);
        Assert.Equal(ColumnType.Text, result.Table["v"].Type);
        Assert.Equal("a time in the form yyyyMMdd", Assert.Single(result.Problems).Expected);
    }

    [Fact]
    public void A_time_of_day_alone_takes_no_date_from_the_clock()
    {
        var table = Read("t,n\n10:05,1\n", new CsvOptions { TimeFormats = ["HH:mm"] }).Table;

        Assert.Equal(new DateTime(1, 1, 1, 10, 5, 0), table["t"][0].Time);
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused()
    {
        CsvOptions[] wrong = [new() { Delimiter = '"' }, new() { Delimiter = 'ä' }, new() { DecimalMark = ',', ThousandsMark = ',' }, new() { DecimalMark = '1' }, new() { TimeFormats = ["s"] }, new() { TimeFormats = ["yyyy-MM-dd zzz"] }];

        Assert.All(wrong, options => Assert.Throws<ArgumentException>(() => CsvReader.Read("a,b\n1,2\n"u8, options)));
    }

    [Theory]
    [InlineData("-999")]
    [InlineData("0")]
    [InlineData(".")]
    public void A_spelling_of_missing_may_look_like_a_number(string spelling)
    {
        var table = Read($"n,m\n{spelling},1\n5,{spelling}\n", new CsvOptions { MissingSpellings = ["NA", spelling] }).Table;

        Assert.True(table["n"].IsMissing(0));
        Assert.Equal(5, table["n"][1].Integer);
        Assert.True(table["m"].IsMissing(1));
    }
}
