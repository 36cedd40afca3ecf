using System.Text;
using System.Text.RegularExpressions;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Defects planted into a real month: each is found where it is, and nothing else is.</summary>
public sealed class BrokenPartitionTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Load(TestData.Find("pipelines/flight-delay/schema.json"));
    private static readonly string[] March = Encoding.UTF8.GetString(DepartureTables.Bytes(3)).TrimEnd('\n').Split('\n');
    private static readonly Profile[] History = [.. Enumerable.Range(1, 2).Select(m => Validator.Read(Schema, DepartureTables.Bytes(m), DepartureTables.NameOf(m), []).Profile)];
    private static readonly HashSet<string> Usual = [.. Found(March).Select(Story)];

    [Theory]
    [InlineData(5000, 3, "9999", "delay.range error 5000; delay.oddities warning 76")]
    [InlineData(5000, 3, "-121", "delay.range error 5000; delay.oddities warning 76")]
    [InlineData(5000, 3, "", "delay.presence error 5000")]
    [InlineData(5000, 3, "12.5", "schema.values error 5000; delay.presence error 5000")]
    [InlineData(4000, 1, "sfo", "destination.pattern error 4000; destination.new warning 4000")]
    [InlineData(4000, 1, "QQQ", "destination.new warning 4000")]
    [InlineData(4000, 1, "", "destination.presence error 4000")]
    [InlineData(4000, 2, "19", "distance.range error 4000")]
    [InlineData(4000, 2, "6001", "distance.range error 4000")]
    [InlineData(4000, 2, "", "distance.presence error 4000")]
    [InlineData(4000, 0, "", "date.presence error 4000")]
    [InlineData(4000, 0, "2001-03-01 00:00", "date.sorted error 4000")]
    [InlineData(4000, 0, "2001-02-30 00:00", "schema.values error 4000; date.presence error 4000")]
    public void A_wrong_value_is_found_where_it_is_and_nothing_else(int row, int column, string value, string expected)
    {
        var lines = (string[])March.Clone();
        var fields = lines[row - 1].Split(',');
        fields[column] = value;
        lines[row - 1] = string.Join(',', fields);

        Assert.Equal(expected.Split("; ").Order(StringComparer.Ordinal), New(lines));
    }

    [Fact]
    public void Repeated_rows_are_found()
    {
        var lines = March.ToList();
        lines.Insert(1000, lines[999]);
        Assert.Equal(["row.duplicates warning 1001"], New([.. lines]));

        for (var i = 0; i < 20; i++) lines.Insert(2000 + i, lines[1999]);
        Assert.Equal(["row.duplicates warning 1001", "row.duplicates-share error 1001"], New([.. lines]));
    }

    [Fact]
    public void A_cut_file_shows_as_a_day_with_too_few_rows()
    {
        var day = March.ToList().FindIndex(l => l.StartsWith("2001-03-31", StringComparison.Ordinal));

        Assert.Equal([$"date.volume warning {day + 1}"], New(March[..(day + 40)]));
    }

    [Fact]
    public void A_missing_a_renamed_and_an_additional_column_are_found()
    {
        Assert.Equal(["schema.columns error 1"], New([.. March.Select(l => l[..l.LastIndexOf(',')])], exceptRulesOf: "delay."));
        Assert.Equal(["schema.columns error 1"], New([.. March.Select((l, i) => i == 0 ? l + ",tail" : l + ",1")]));
        string[] renamed = ["date,destination,distance,late", .. March[1..]];
        Assert.Equal(["schema.columns error 1", "schema.columns error 1"], New(renamed, exceptRulesOf: "delay."));
    }

    [Fact]
    public void Too_many_unknown_destinations_are_an_error()
    {
        var lines = March.Select((l, i) => i > 0 && i % 90 == 0 ? Replace(l) : l).ToArray();

        Assert.Equal(["destination.new warning 91", "destination.unknown-share error 91"], New(lines));
        static string Replace(string line) => string.Join(',', line.Split(',').Select((f, i) => i == 1 ? "QQQ" : f));
    }

    [Fact]
    public void Months_out_of_order_are_found_once()
    {
        string[] lines = [.. March, .. Encoding.UTF8.GetString(DepartureTables.Bytes(2)).TrimEnd('\n').Split('\n')[1..]];

        Assert.Contains("date.sorted error 8269", New(lines));
    }

    /// <summary>A finding without the number of all rows, which one row more or less changes.</summary>
    private static string Story(Finding finding) => finding.Rule + Regex.Replace(finding.Message, @" of \d+ (values|rows)| \([0-9.]+%\)", "");

    private static IReadOnlyList<Finding> Found(string[] lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return Validator.Read(Schema, stream, "f", History, new ValidationOptions { Threads = 2 }).Result.Findings;
    }

    private static string[] New(string[] lines, string exceptRulesOf = "none.") =>
        [.. Found(lines).Where(f => !Usual.Contains(Story(f)) && !f.Rule.StartsWith(exceptRulesOf, StringComparison.Ordinal))
            .Select(f => $"{f.Rule} {f.Severity.ToString().ToLowerInvariant()} {f.Place!.Split(':')[1]}").Order(StringComparer.Ordinal)];
}
