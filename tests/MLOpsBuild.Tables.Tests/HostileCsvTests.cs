using System.Text;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.Tests;

public sealed class HostileCsvTests
{
    [Fact]
    public void A_field_with_a_zero_byte_is_kept_whole()
    {
        var result = CsvReader.Read("a,b\nx\0y,1\n"u8);

        Assert.Empty(result.Problems);
        Assert.Equal("x\0y", result.Table["a"][0].Text);
    }

    [Fact]
    public void A_row_of_a_million_fields_is_one_problem_in_little_memory()
    {
        var bytes = Encoding.UTF8.GetBytes($"a,b\n{new string(',', 1_000_000)}\n1,2\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = CsvReader.Read(bytes, new CsvOptions { File = "t" });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Contains("1000001", Assert.Single(result.Problems).Expected, StringComparison.Ordinal);
        Assert.Equal(2, result.Table.RowCount);
    }

    [Fact]
    public void A_header_of_a_million_columns_is_refused()
    {
        var result = CsvReader.Read(Encoding.UTF8.GetBytes(new string(',', 1_000_000)));

        Assert.Empty(result.Table.Columns);
        Assert.Contains("at most 4096 columns", Assert.Single(result.Problems).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Millions_of_short_records_below_a_wide_header_end_the_reading()
    {
        var csv = string.Join(',', Enumerable.Range(0, 4096)) + "\n" + string.Concat(Enumerable.Repeat("\n", 500_000)) + "x\n";

        var result = CsvReader.Read(Encoding.UTF8.GetBytes(csv), new CsvOptions { MaxProblems = 10 });

        Assert.InRange(result.Table.RowCount, 1000, 1100);
        Assert.Contains("reading ends here", result.Problems[^1].Expected, StringComparison.Ordinal);
        Assert.Equal(10, result.Problems.Count);
    }

    [Fact]
    public void A_huge_field_is_a_problem_with_a_short_message()
    {
        var result = CsvReader.Read(Encoding.UTF8.GetBytes($"a,b\n{new string('x', 3_000_000)},1\n"), new CsvOptions { File = "t" });

        var problem = Assert.Single(result.Problems);
        Assert.Equal("t:2:a", problem.Place);
        Assert.InRange(problem.Message.Length, 1, 300);
        Assert.True(result.Table["a"].IsMissing(0));
        Assert.Equal(1, result.Table["b"][0].Integer);
    }

    [Theory]
    [InlineData("a,b\n\"never closed,1\n2,3\n")]
    [InlineData("a,b\n\"closed\"early,1\n")]
    [InlineData("a,b\n\"")]
    public void Broken_quotes_are_problems(string csv)
    {
        var result = CsvReader.Read(Encoding.UTF8.GetBytes(csv));

        Assert.Contains(result.Problems, p => p.Expected.StartsWith("a closing quote", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_problems()
    {
        Assert.Contains("UTF-8", Assert.Single(CsvReader.Read([.. "a,b\n"u8, 0xC3, 0x28, .. ",1\n"u8]).Problems).Expected, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Single(CsvReader.Read([0xC3, 0x28, .. ",b\n1,2\n"u8]).Problems).Expected, StringComparison.Ordinal);
        Assert.Single(CsvReader.Read([]).Problems);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var bytes = new byte[64];
        for (var seed = 1; seed < 20_000; seed++)
        {
            var state = (uint)seed * 2654435761u;
            for (var i = 0; i < bytes.Length; i++)
            {
                state = state * 1664525u + 1013904223u;
                bytes[i] = "a1,,\"\"\n\r.-0\xFF"u8[(int)(state >> 24) % 13];
            }

            var result = CsvReader.Read(bytes);
            Assert.True(result.Table.RowCount >= 0);
        }
    }
}
