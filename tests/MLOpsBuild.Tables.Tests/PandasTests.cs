using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.Tests;

/// <summary>Odd files against what pandas reads: tests/testdata/tables/pandas-reference.py wrote the figures.</summary>
public sealed class PandasTests
{
    private static readonly JsonArray Cases = (JsonArray)JsonNode.Parse(File.ReadAllBytes(Path.Combine(TestData.Departures, "../tables/pandas-reference.json")))!["cases"]!;

    public static TheoryData<string> Names => [.. Cases.Select(c => (string)c!["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_odd_file_holds_what_pandas_reads_from_it(string name)
    {
        var wanted = Cases.Single(c => (string)c!["name"]! == name)!;
        var options = new CsvOptions
        {
            DecimalMark = wanted["decimal"] is { } mark ? ((string)mark!)[0] : '.',
            ThousandsMark = wanted["thousands"] is { } group ? ((string)group!)[0] : null,
            MissingSpellings = wanted["missing"] is JsonArray missing ? [.. missing.Select(m => (string)m!)] : [],
        };

        var result = CsvReader.Read(Encoding.UTF8.GetBytes((string)wanted["csv"]!), options);

        Assert.Empty(result.Problems);
        Assert.Equal(((JsonArray)wanted["columns"]!).Select(c => (string)c!), result.Table.Columns.Select(c => c.Name));
        var rows = (JsonArray)wanted["rows"]!;
        Assert.Equal(rows.Count, result.Table.RowCount);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < result.Table.Columns.Count; i++) AssertSame((string?)rows[row]![i], result.Table.Columns[i][row]);
        }
    }

    private static void AssertSame(string? expected, Cell cell)
    {
        if (cell.Type is ColumnType.Number or ColumnType.Integer)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(expected!, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(cell.Number));
        }
        else Assert.Equal(expected, cell.IsMissing ? null : cell.ToString());
    }
}
