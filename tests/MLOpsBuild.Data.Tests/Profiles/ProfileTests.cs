using System.Text;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class ProfileTests
{
    private static Profile Numbers(params double[] values) => Profile.Of(new Table([new NumberColumn("x", values)]), null);

    private static Profile Texts(IEnumerable<string?> values) => Profile.Of(new Table([TextColumn.Of("x", [.. values])]), null);

    [Fact]
    public void The_figures_of_a_column_are_those_worked_by_hand()
    {
        var x = Numbers(2, 4, double.NaN, 4, 10).Columns["x"];

        Assert.Equal((4, 1, 2.0, 10.0, 5.0, 3), (x.Count, x.Missing, x.Min, x.Max, x.Mean, x.Distinct));
        Assert.Equal(12, x.Variance!.Value, 12);
        Assert.Equal((2.0, 4.0, 10.0), (x.Quantile(0.25), x.Quantile(0.5), x.Quantile(1)));
    }

    [Fact]
    public void A_column_without_values_has_no_figures()
    {
        var x = Numbers(double.NaN).Columns["x"];

        Assert.Equal((null, null, null, null, null), (x.Min, x.Max, x.Mean, x.Variance, x.Quantile(0.5)));
        Assert.Null(Numbers(1).Columns["x"].Variance);
        Assert.Null(Profile.MergeAll([]));
    }

    [Fact]
    public void Top_values_are_the_most_frequent_with_ties_in_order()
    {
        Assert.Equal(["b", "a", "c"], Texts(["c", "b", "a", "b", null, "d"]).Columns["x"].Top(3).Select(t => t.Key));
    }

    [Fact]
    public void Merging_in_any_grouping_gives_the_same_counts_however_many_values_there_are()
    {
        var random = new Numerics.SeededRandom(3);
        var parts = Enumerable.Range(0, 6).Select(_ => Texts(Enumerable.Range(0, 3000).Select(_ => $"id{random.Next(9000)}"))).ToList();
        var left = Profile.MergeAll(parts)!.Columns["x"];
        var right = parts[5].Merge(parts[4]).Merge(parts[3].Merge(parts[2])).Merge(parts[0].Merge(parts[1])).Columns["x"];

        Assert.False(left.IsExact);
        Assert.Equal((left.IsExact, left.Count, left.Distinct, left.LongestText), (right.IsExact, right.Count, right.Distinct, right.LongestText));
        Assert.InRange(left.Distinct!.Value, 7782 * 0.95, 7782 * 1.05); // 9000 · (1 − e⁻²) = 7782
        Assert.Empty(left.Top(5));
    }

    [Fact]
    public void Small_domains_give_the_same_bytes_in_any_grouping()
    {
        var random = new Numerics.SeededRandom(4);
        var parts = Enumerable.Range(0, 3).Select(_ => Numbers([.. Enumerable.Range(0, 2000).Select(_ => random.Next(1000) / 2.0)])).ToList();

        Assert.Equal(Profile.MergeAll(parts)!.ToJson(), parts[2].Merge(parts[1].Merge(parts[0])).ToJson());
    }

    [Fact]
    public void Batches_profiled_on_any_number_of_threads_give_the_same_bytes()
    {
        var batches = Enumerable.Range(1, 6).SelectMany(m => Enumerable.Range(0, 6).Select(b => DepartureTables.WithTimeOfDay(m).Take([.. Enumerable.Range(b * 1200, 1200)]))).ToArray();
        string Made(int threads)
        {
            var profiles = new Profile[batches.Length];
            Parallel.For(0, batches.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => profiles[i] = Profile.Of(batches[i], "date"));
            return Profile.MergeAll(profiles)!.ToJson();
        }

        var alone = Made(1);
        Assert.Equal((alone, alone, alone), (Made(2), Made(7), Made(16)));
    }

    [Fact]
    public void Json_gives_back_the_same_profile_byte_for_byte()
    {
        var month = Profile.Of(DepartureTables.Month(2), "date");
        var odd = Numbers(double.PositiveInfinity, -0.0, 0.1, double.NaN).Merge(Numbers());
        foreach (var profile in new[] { month, odd, Texts(["ä\"", "", null]), Texts(Enumerable.Range(0, 5000).Select(i => $"{i}")) })
        {
            Assert.Equal(profile.ToJson(), Profile.FromJson(Encoding.UTF8.GetBytes(profile.ToJson())).ToJson());
        }

        Assert.Equal(139, month.Days[new DateTime(2001, 2, 28)]);
    }

    [Fact]
    public void Malformed_profiles_are_refused_with_the_known_keys()
    {
        var thrown = Assert.Throws<DataFileException>(() => Profile.FromJson("""{ "version": 1, "rows": 1, "columns": { "x": { "type": "text", "missing": 0, "count": 1, "lengths": [1, 1, 1, 0], "values": ["a", 1], "cuont": 1 } }, "days": {} }"""u8));

        Assert.Contains("unknown key 'cuont' in column 'x'; did you mean 'count'?", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("unknown key 'days' in the profile", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("version 1 is not known", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_come_and_go_are_missing_where_they_are_not()
    {
        var merged = Numbers(1, 2).Merge(Profile.Of(new Table([TextColumn.Of("y", ["a"])]), null));

        Assert.Equal((1, 2), (merged.Columns["x"].Missing, merged.Columns["y"].Missing));
        Assert.Throws<ArgumentException>(() => Numbers(1).Merge(Texts(["a"])));
    }
}
