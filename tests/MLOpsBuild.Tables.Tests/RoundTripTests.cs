using System.Text;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Tables.JsonLines;

namespace MLOpsBuild.Tables.Tests;

public sealed class RoundTripTests
{
    private static readonly (string, ColumnType)[] Columns = [("n", ColumnType.Number), ("i", ColumnType.Integer), ("t", ColumnType.Text), ("d", ColumnType.Time)];

    private static Table Sample()
    {
        var builder = new TableBuilder(Columns);
        builder.Add(Cell.Of(0.1 + 0.2), Cell.Of(long.MinValue), Cell.Of("z,\"\n"), Cell.Of(new DateTime(2001, 1, 31, 23, 55, 0)));
        builder.Add(Cell.Missing, Cell.Missing, Cell.Missing, Cell.Missing);
        builder.Add(Cell.Of(-0.0), Cell.Of(7L), Cell.Of(""), Cell.Of(new DateTime(2001, 1, 31, 23, 55, 30).AddTicks(1)));
        builder.Add(Cell.Of(double.NegativeInfinity), Cell.Of(0L), Cell.Of("ä𝄞"), Cell.Of(new DateTime(9999, 12, 31)));
        return builder.Build();
    }

    private static byte[] Bytes(Table table)
    {
        using var stream = new MemoryStream();
        TableFile.Write(table, stream);
        return stream.ToArray();
    }

    private static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Columns.Select(c => (c.Name, c.Type)), actual.Columns.Select(c => (c.Name, c.Type)));
        Assert.Equal(expected.RowCount, actual.RowCount);
        foreach (var column in expected.Columns)
        {
            for (var row = 0; row < expected.RowCount; row++) Assert.Equal(column[row], actual[column.Name][row]);
        }
    }

    [Fact]
    public void Csv_gives_back_every_value()
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(Sample(), stream);
        var result = CsvReader.Read(stream.ToArray(), new CsvOptions { Columns = [.. Columns.Select(c => new CsvColumn(c.Item1, c.Item2))] });

        Assert.Empty(result.Problems);
        AssertSame(Sample(), result.Table);
    }

    [Fact]
    public void A_table_file_gives_back_every_value()
    {
        AssertSame(Sample(), TableFile.Read(new MemoryStream(Bytes(Sample()))));
        AssertSame(new Table([]), TableFile.Read(new MemoryStream(Bytes(new Table([])))));
    }

    [Fact]
    public void Equal_values_give_equal_bytes_whatever_the_dictionaries_hold()
    {
        var plain = new Table([new TextColumn("t", [0, 1, -1], ["b", "a"])]);
        var messy = new Table([new TextColumn("t", [2, 3, -1], ["unused", "a", "b", "a"])]);

        Assert.Equal(Bytes(plain), Bytes(messy));
        Assert.Equal(Bytes(new Table([new NumberColumn("x", [double.NaN])])), Bytes(new Table([new NumberColumn("x", [BitConverter.Int64BitsToDouble(0x7FF8000000000001)])])));
        Assert.Equal(Bytes(new Table([new IntegerColumn("x", [0], [1])])), Bytes(new Table([new IntegerColumn("x", [5], [0xFF01])])));
    }

    [Fact]
    public void A_table_file_cut_anywhere_or_lengthened_is_refused()
    {
        var bytes = Bytes(Sample());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TableFile.Read(new MemoryStream(bytes, 0, length)));
        }

        Assert.Throws<InvalidDataException>(() => TableFile.Read(new MemoryStream([.. bytes, 0])));
    }

    [Fact]
    public void A_table_file_with_changed_bytes_is_read_or_refused_and_nothing_else()
    {
        var bytes = Bytes(Sample());
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
            {
                var changed = (byte[])bytes.Clone();
                changed[i] = value;
                var thrown = Record.Exception(() => TableFile.Read(new MemoryStream(changed)));
                Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
            }
        }
    }

    [Fact]
    public void A_claimed_size_allocates_nothing()
    {
        byte[] hostile = [.. "MLTABLE1"u8, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x0F, 1, 0, 0, 0, (byte)'x', 0];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => TableFile.Read(new MemoryStream(hostile)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Concat_puts_rows_behind_each_other_and_checks_the_columns()
    {
        var twice = Table.Concat([Sample(), Sample()]);

        AssertSame(Sample(), twice.Take([4, 5, 6, 7]));
        var thrown = Assert.Throws<ArgumentException>(() => Table.Concat([Sample(), Sample().Select(["n", "i"])]));
        Assert.Contains("Table 2 has the columns n (Number), i (Integer)", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_builder_refuses_a_row_of_the_wrong_shape_or_type()
    {
        var builder = new TableBuilder([("x", ColumnType.Number)]);
        builder.Add(Cell.Of(1L));

        Assert.Throws<ArgumentException>(() => builder.Add(Cell.Of("one")));
        Assert.Throws<ArgumentException>(() => builder.Add());
        Assert.Equal(1.0, builder.Build()["x"][0].Number);
    }

    [Fact]
    public void The_departures_are_written_back_byte_for_byte()
    {
        var bytes = File.ReadAllBytes(Path.Combine(TestData.Departures, "2001-02.csv"));
        using var stream = new MemoryStream();

        CsvWriter.Write(CsvReader.Read(bytes).Table, stream);

        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Any_table_comes_back_from_csv_and_from_json_lines_whatever_the_size_of_batches()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var table = Chance(new Fuzzing((ulong)seed));
            var options = new CsvOptions { BatchBytes = 1 + seed % 97, Columns = [.. table.Columns.Select(c => new CsvColumn(c.Name, c.Type))] };
            using var csv = new MemoryStream();
            CsvWriter.Write(table, csv);
            using var lines = new MemoryStream();
            JsonLinesWriter.Write(table, lines);

            AssertSame(table, CsvReader.Read(csv.ToArray(), options).Table);
            AssertSame(table, JsonLinesReader.Read(lines.ToArray(), options).Table);
        }
    }

    private static Table Chance(Fuzzing chance)
    {
        string[] odd = ["a", ";", "a;b", "\t", "|", "\uFEFF", "\"", ",", "\r", "\n", "", "ä", "𝄞", " ", "007", "NA", "\0", "longer than eight bytes", "\\"];
        var names = Enumerable.Range(0, 1 + chance.Below(4)).Select(i => $"{chance.Of<string>(odd)}{chance.Of<string>(odd)}{i}").ToArray();
        var types = names.Select(_ => chance.Of(ColumnType.Number, ColumnType.Integer, ColumnType.Text, ColumnType.Time)).ToArray();
        var builder = new TableBuilder([.. names.Zip(types)]);
        for (var row = chance.Below(12); row > 0; row--) builder.Add([.. types.Select(type => Value(type, odd, chance))]);
        return builder.Build();
    }

    private static Cell Value(ColumnType type, string[] odd, Fuzzing chance) => chance.Below(5) == 0 ? Cell.Missing : type switch
    {
        ColumnType.Number => Cell.Of(chance.Of(0.1, -0.0, 1e300, double.Epsilon, 123456789.25, 3, -7.125e-9, BitConverter.Int64BitsToDouble(0x3FF0000000000000L + chance.Below(int.MaxValue)))),
        ColumnType.Integer => Cell.Of(chance.Of(0L, -1, 12345678, 123456789, long.MinValue, long.MaxValue, chance.Below(1000))),
        ColumnType.Time => Cell.Of(new DateTime(1 + chance.Below(9999), 1 + chance.Below(12), 2 + chance.Below(27), chance.Below(24), chance.Below(60), chance.Of(0, 59)).AddTicks(chance.Of(0, 0, 1234567))),
        _ => Cell.Of(chance.Of<string>(odd) + chance.Of<string>(odd)),
    };
}
