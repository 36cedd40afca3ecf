using System.Globalization;
using System.Text;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Summaries;

public sealed class PastSummaryTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse("""
        {
          "version": 1, "time": "at",
          "columns": { "at": { "type": "time" }, "shop": { "type": "text" }, "size": { "type": "number" } },
          "rules": {
            "names": { "kind": "new-categories", "column": "shop" },
            "days": { "kind": "volume", "below": 0.7, "above": 1.4, "days": 20, "leastDays": 5 },
            "files": { "kind": "partition-volume", "below": 0.8, "above": 1.2, "partitions": 3 }
          }
        }
        """u8);

    [Fact]
    public void Verdicts_are_those_by_the_profiles_of_all_earlier_partitions()
    {
        var (profiles, past, verdicts) = (new List<Profile>(), PastSummary.None, new HashSet<string>());
        for (var partition = 0; partition < 14; partition++)
        {
            var csv = Csv(partition);
            var byProfiles = Validator.Read(Schema, csv, "a.csv", profiles);
            var byPast = Validator.Read(Schema, csv, "a.csv", past);

            Assert.Equal(byProfiles.Result.Findings, byPast.Result.Findings);
            Assert.Equal(byProfiles.Result.Verdict, byPast.Result.Verdict);
            verdicts.UnionWith(byPast.Result.Findings.Select(f => f.Rule));
            profiles.Add(byProfiles.Profile);
            past = PastSummary.FromJson(past.With(byProfiles.Profile).ToJson());
            Assert.Equal(Profile.MergeAll(profiles)!.ToJson(), past.Merged()!.ToJson());
            Assert.Equal(profiles.Select(p => p.Rows), past.Select(p => p.Rows));
        }

        Assert.Equal(["days", "files", "names"], verdicts.Order());
    }

    [Fact]
    public void It_does_not_grow_with_the_number_of_partitions()
    {
        var profile = Profile.Of(new Table([new IntegerColumn("x", [1, 2, 3])]), null);
        var past = PastSummary.None;
        for (var i = 0; i < 1500; i++) past = past.With(profile);

        Assert.Equal((PastSummary.MostPartitions, 4500), (past.Count, past.Merged()!.Rows));
        Assert.InRange(past.ToJson().Length, 1, 4096);
        Assert.Equal(past.ToJson(), PastSummary.FromJson(past.ToJson()).ToJson());
    }

    [Fact]
    public void Profiles_that_do_not_merge_are_an_error_only_for_who_asks_for_their_sum()
    {
        var past = PastSummary.None.With(Profile.Of(new Table([new IntegerColumn("x", [1])]), null)).With(Profile.Of(new Table([TextColumn.Of("x", ["a"])]), null));
        past = PastSummary.FromJson(past.ToJson()).With(Profile.Of(new Table([new IntegerColumn("x", [1])]), null));

        Assert.Equal(3, past.Count);
        Assert.Throws<ArgumentException>(() => past.Merged());
        Assert.Null(PastSummary.FromJson(PastSummary.None.ToJson()).Merged());
        Assert.Throws<FormatException>(() => PastSummary.FromJson("[]"u8.ToArray()));
        Assert.Throws<FormatException>(() => PastSummary.FromJson("{\"rows\":[1]}"u8.ToArray()));
    }

    private static byte[] Csv(int partition)
    {
        var random = new SeededRandom((ulong)partition);
        var text = new StringBuilder("at,shop,size\n");
        for (var day = 0; day < 7; day++)
        {
            var rows = partition == 9 ? 30 : day == 3 && partition % 4 == 1 ? 120 : 60;
            for (var row = 0; row < rows; row++)
            {
                var at = new DateTime(2001, 1, 1).AddDays((partition * 7) + day).AddMinutes(row);
                text.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm},s{random.Next(partition % 5 == 3 ? 40 : 20)},{random.NextDouble()}\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
