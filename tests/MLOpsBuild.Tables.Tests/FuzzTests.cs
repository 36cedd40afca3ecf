using System.Text;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Tables.JsonLines;
using MLOpsBuild.Tables.Scanning;
using MLOpsBuild.Tests;

namespace MLOpsBuild.Tables.Tests;

[Trait("Repeats", "Fuzz")]
public sealed class FuzzTests
{
    private static readonly string[] CsvPieces =
        [",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", ";", "\t", "|", "a", "1", "-1", "0", "007", "1.5", "1e9", ".", "2001-01-01", " 10:05", "NA", "ä", "\0", " ", "12345678", "123456789", "\uFEFF", "1.234,5"];

    private static readonly string[] JsonPieces =
        ["{", "}", "{\"a\":1}\n", "{\"a\":\"x\",\"b\":2.5}\n", "\"a\":", "\"b\":", "\"\\u00e9\"", "\"\\ud800\"", "1", "null", "true", "[", "]", ",", "\n", "\r\n", "\"", "\\", "2001-01-01", " ", "ä", "\0"];

    private static CsvOptions Options(Fuzzing chance) => new()
    {
        File = chance.Of("t", "t", "t", "t.br"),
        BatchBytes = chance.Of(1, 5, 16, 64, 1000),
        MaxRecordBytes = chance.Of(8, 64, 1 << 20),
        MaxFieldBytes = chance.Of(4, 1 << 20),
        MaxColumns = chance.Of(2, 4096),
        MaxProblems = chance.Of(0, 1, 100),
        MissingSpellings = chance.Of<string[]>([], ["NA"], ["-1", "a"]),
        Delimiter = chance.Of<char?>(null, null, ',', ';'),
        Encoding = chance.Of<TextEncoding?>(null, null, null, TextEncoding.Latin1, TextEncoding.Windows1252, TextEncoding.Utf16LittleEndian, TextEncoding.Utf16BigEndian),
        DecimalMark = chance.Of('.', '.', ','),
        TimeFormats = chance.Of<string[]>([], [], ["yyyy-MM-dd"]),
        Columns = chance.Of<CsvColumn[]>([], [], [new("a", ColumnType.Integer)], [new("a", ColumnType.Time), new("b", ColumnType.Number)], [new("1", ColumnType.Text)]),
    };

    [Fact]
    public void Whatever_a_csv_file_holds_it_is_read_the_same_with_any_threads_or_refused_as_documented()
    {
        using var limits = new FuzzLimits();
        for (var seed = 1; seed <= Fuzzing.Inputs; seed++)
        {
            var chance = new Fuzzing((ulong)seed);
            var bytes = chance.Text(CsvPieces, 60);
            var options = Options(chance);

            var one = "";
            limits.Run(seed, bytes, () => one = Outcome(CsvReader.ReadBatches, bytes, options, 1));
            var several = seed % 8 == 0 ? Outcome(CsvReader.ReadBatches, bytes, options, 3) : one;

            Assert.True(one == several, $"seed {seed}\n{one}\n{several}");
        }
    }

    [Fact]
    public void The_size_of_batches_changes_nothing_when_no_record_is_too_long()
    {
        for (var seed = 1; seed <= Fuzzing.Inputs / 4; seed++)
        {
            var chance = new Fuzzing((ulong)seed);
            var bytes = chance.Text(CsvPieces, 60);
            var options = Options(chance) with { File = "t", MaxRecordBytes = 1 << 20, MaxProblems = 1000 };

            var small = Outcome(CsvReader.ReadBatches, bytes, options, 1);
            var large = Outcome(CsvReader.ReadBatches, bytes, options with { BatchBytes = 1 << 16 }, 1);

            Assert.True(small == large, $"seed {seed}\n{small}\n{large}");
        }
    }

    [Fact]
    public void Whatever_a_file_of_json_lines_holds_it_is_read_the_same_with_any_threads_or_refused_as_documented()
    {
        using var limits = new FuzzLimits();
        for (var seed = 1; seed <= Fuzzing.Inputs; seed++)
        {
            var chance = new Fuzzing((ulong)seed);
            var bytes = chance.Text(JsonPieces, 40);
            var options = Options(chance);

            var one = "";
            limits.Run(seed, bytes, () => one = Outcome(JsonLinesReader.ReadBatches, bytes, options, 1));
            var several = seed % 8 == 0 ? Outcome(JsonLinesReader.ReadBatches, bytes, options, 3) : one;

            Assert.True(one == several, $"seed {seed}\n{one}\n{several}");
        }
    }

    [Fact]
    public unsafe void Vectors_find_the_same_structure_as_bytes_one_by_one()
    {
        var chance = new Fuzzing(7);
        var vector = new int[2000 + StructuralScan.Slack];
        var scalar = new int[vector.Length];
        for (var i = 0; i < 2000; i++)
        {
            using var buffer = new NativeBuffer(2000);
            for (var at = 0; at < 2000; at++) buffer.Span[at] = chance.Of((byte)',', (byte)'"', (byte)'\n', (byte)'\r', (byte)'x', (byte)0xAC, (byte)';');
            var wanted = chance.Of(StructuralBytes.All((byte)','), StructuralBytes.Plain((byte)';'));
            int from = chance.Below(100), to = from + chance.Below(1900);
            fixed (int* v = vector, s = scalar)
            {
                var found = StructuralScan.FindVectors(buffer.Bytes, from, to, wanted, v, 2000);

                Assert.Equal(StructuralScan.FindScalar(buffer.Bytes, from, to, wanted, s, 2000), found);
                Assert.True(vector.AsSpan(0, found).SequenceEqual(scalar.AsSpan(0, found)));
            }
        }
    }

    [Fact]
    public unsafe void Short_fields_are_read_as_the_general_parsers_do()
    {
        var chance = new Fuzzing(11);
        using var buffer = new NativeBuffer(64);
        var times = new ShortTime();
        for (var i = 0; i < 200_000; i++)
        {
            var text = chance.Text(["0", "1", "5", "9", "-", ".", "2001-01-31", " 23:5", "T10:0", ":59", "x", "+"], 12);
            if (text.Length > 60) continue;
            text.CopyTo(buffer.Span[2..]);
            if (text.Length > 0 && ShortField.TryInteger(buffer.Bytes, 2, 2 + text.Length, out var integer))
            {
                Assert.True(FieldParser.TryInteger(text, out var expected), Encoding.UTF8.GetString(text));
                Assert.Equal(expected, integer);
            }

            if (text.Length > 0 && ShortField.TryNumber(buffer.Bytes, 2, 2 + text.Length, out var number))
            {
                Assert.True(FieldParser.TryNumber(text, out var expected), Encoding.UTF8.GetString(text));
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(number));
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(number));
            }

            if (times.TryRead(buffer.Bytes + 2, text.Length, out var time))
            {
                Assert.True(FieldParser.TryTime(text, out var expected), Encoding.UTF8.GetString(text));
                Assert.Equal(expected, time);
            }
        }
    }

    private delegate CsvSummary Reader(Stream stream, CsvOptions options, int threads, Func<TableBatch, TableBatch> map, Action<TableBatch> inOrder, CancellationToken cancellation);

    private static string Outcome(Reader read, byte[] bytes, CsvOptions options, int threads)
    {
        var text = new StringBuilder();
        using var stream = new MemoryStream(bytes);
        try
        {
            var summary = read(stream, options, threads, batch => batch, batch =>
            {
                for (var row = 0; row < batch.Table.RowCount; row++)
                {
                    text.Append(batch.RowNumber(row));
                    foreach (var column in batch.Table.Columns) text.Append('|').Append(column.IsMissing(row) ? "∅" : column[row].ToString());
                    text.Append('\n');
                }
            }, TestContext.Current.CancellationToken);
            foreach (var problem in summary.Problems) text.Append(problem.Message).Append('\n');
            return text.Append(summary.ProblemCount).Append(' ').AppendJoin(',', summary.Columns).ToString();
        }
        catch (InvalidDataException thrown) when (options.File.EndsWith(".br", StringComparison.Ordinal) || bytes is [0x1F, 0x8B, ..])
        {
            return thrown.Message;
        }
    }
}
