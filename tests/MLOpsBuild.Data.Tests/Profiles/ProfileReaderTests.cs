using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

/// <summary>What is no profile is refused with one kind of exception.</summary>
public sealed class ProfileReaderTests
{
    private static readonly Profile Sample = Profile.Of(
        new Table(
        [
            new IntegerColumn("few", [.. Enumerable.Range(0, 3000).Select(i => (long)i % 7)]),
            new NumberColumn("many", [.. Enumerable.Range(0, 3000).Select(i => i * 0.37)]),
            TextColumn.Of("names", [.. Enumerable.Range(0, 3000).Select(i => i % 5 == 0 ? null : $"n{i % 11}")]),
            TextColumn.Of("ids", [.. Enumerable.Range(0, 3000).Select(i => i % 2 == 0 ? $"id{i}" : "same")]),
            new TimeColumn("hour", [.. Enumerable.Range(0, 3000).Select(i => new DateTime(2001, 1, 1).AddHours(i % 24))]),
            new TimeColumn("day", [.. Enumerable.Range(0, 3000).Select(i => new DateTime(2001, 1, 1).AddHours(i))]),
        ]),
        "day");

    public static TheoryData<string, string> Lies => new()
    {
        { "rows", "2999" }, { "rows", "-1" }, { "rows", "9223372036854775807" }, { "version", "1" }, { "time", "\"few\"" }, { "time", "\"nobody\"" }, { "columns", "[]" },
        { "columns.few.count", "4" }, { "columns.few.type", "\"colour\"" }, { "columns.few.values", "[0,1,0,2999]" }, { "columns.few.values", "[1,1500,0,1500]" },
        { "columns.few.values", "[0,3000,1]" }, { "columns.few.values", "[0,9223372036854775807,1,9223372036854775807]" }, { "columns.few.values", "[\"NaN\",3000]" },
        { "columns.few.values", "[1e999,3000]" }, { "columns.few.values", "[0,-1,1,3001]" }, { "columns.few", "7" }, { "columns.few.missing", "1" },
        { "columns.many.levels", "[[1,2,3]]" }, { "columns.many.levels", "[7]" }, { "columns.many.coins", "[2,0]" }, { "columns.many.deviations", "[-1,0]" },
        { "columns.many.deviations", "[1]" }, { "columns.many.registers", "\"000\"" }, { "columns.many.registers", "null" }, { "columns.many.kinds", "[3000,1,0]" },
        { "columns.many.range", "[2,1]" }, { "columns.many.frequent", "[1,4000]" }, { "columns.many.error", "4000" }, { "columns.many.moments", "[0,0,-1,0,0]" },
        { "columns.names.values", "[\"a\",2400,\"a\",0]" }, { "columns.names.values", "[1,2400]" }, { "columns.names.lengths", "[5,1,1,1]" },
        { "columns.ids.frequent", "[\"z\",1,\"a\",1]" }, { "columns.ids.lengths", "[]" }, { "columns.names.lengthCounts", "[2,2400]" }, { "columns.names.lengthCounts", "[]" },
        { "columns.names.lengthCounts", "[2,1,1.5,2399]" }, { "columns.names.lengthCounts", "[2,2000,3,300]" }, { "columns.names.lengthCounts", "[2,2000,3,300,99999999999,100]" },
        { "columns.day.days", "[2999]" }, { "columns.day.days", "[3001]" }, { "columns.day.days", "[]" }, { "columns.day.days", "[-1,3000]" }, { "columns.day.days", "[1500,-1,-1,1500]" },
        { "columns.day.days", "[2999,0,1]" }, { "columns.day.days", "[2999,-4000000,1]" }, { "columns.day.days", "[2999,-9223372036854775808,1]" }, { "columns.day.days", "{\"2001-01-01\":[3000]}" },
        { "columns.day.from", "\"yesterday\"" }, { "columns.day.from", "\"2002-01-01T00:00\"" }, { "columns.day.period", "\"month\"" }, { "columns.day.levels", "[[1.00001]]" }, { "columns.day.coins", "[7]" },
        { "columns.hour.values", "[63113904000,2000,63113907600,999]" }, { "columns.hour.values", "[1.00001,3000]" }, { "columns.hour.values", "[-5,3000]" }, { "columns.hour.values", "[1e300,3000]" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Contradictions_are_refused(string path, string value)
    {
        var root = JsonNode.Parse(Sample.ToJson())!;
        var steps = path.Split('.');
        var at = steps[..^1].Aggregate(root, (node, step) => node[step]!);
        at[steps[^1]] = value is "1e999" ? null : JsonNode.Parse(value);

        Assert.Throws<DataFileException>(() => Profile.FromJson(Encoding.UTF8.GetBytes(root.ToJsonString())));
    }

    [Fact]
    public void Unchanged_it_is_read()
    {
        Assert.Equal(Sample.ToJson(), Profile.FromJson(Encoding.UTF8.GetBytes(Sample.ToJson())).ToJson());
    }

    [Fact]
    public void Damaged_files_are_refused_or_still_profiles()
    {
        var json = Encoding.UTF8.GetBytes(Sample.ToJson());
        var random = new SeededRandom(5);
        for (var run = 0; run < 300; run++)
        {
            var damaged = (byte[])json.Clone();
            for (var i = 0; i <= run % 3; i++) damaged[random.Next(run % 2 == 0 ? damaged.Length : 900)] = (byte)"0123456789-,[]{}\"eE. Nxa\u0001"[random.Next(25)];
            if (run % 7 == 0) damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                var read = Profile.FromJson(damaged);
                Assert.Equal(3000, read.Merge(Sample).Rows - read.Rows);
                foreach (var column in read.Columns.Values) _ = (column.Quantile(0.5), column.Histogram(10), column.Kurtosis, column.Top(5), column.TopNumbers(5), column.Distinct);
                Assert.Equal(read.ToJson(), Profile.FromJson(Encoding.UTF8.GetBytes(read.ToJson())).ToJson());
            }
            catch (DataFileException)
            {
                // Refused, as it should be.
            }
            catch (ArgumentException e) when (e.Message.StartsWith("A profile of", StringComparison.Ordinal) || e.Message.StartsWith("The rows' days", StringComparison.Ordinal))
            {
                // Another profile, whose columns have other types.
            }
        }
    }
}
