using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Summaries;

public sealed class PartitionSummariesTests : IDisposable
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse("""{ "version": 1, "columns": { "a": { "type": "integer" }, "b": { "type": "text" } }, "rules": {} }"""u8);
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-past-").FullName;

    private PartitionSummaries Known => new(new SummaryCache(_folder), Schema, LockedDataset.Csv);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_past_s_sum_is_that_of_all_its_partitions_however_it_came_about()
    {
        var digests = Enumerable.Range(0, 5).Select(Keep).ToArray();
        for (var count = 1; count <= 5; count++)
        {
            var past = Known.Past(digests[..count]);
            Assert.Equal(Profile.MergeAll([.. past])!.ToJson(), past.Merged()!.ToJson());
            Assert.Equal(10 * count, Known.Past(digests[..count]).Merged()!.Rows);
        }

        Assert.Null(Known.Past([]).Merged());
    }

    [Fact]
    public void One_partition_more_costs_two_readings_and_one_sum()
    {
        var digests = Enumerable.Range(0, 20).Select(Keep).ToArray();
        Known.Past(digests[..19]).Merged();
        foreach (var early in digests[..18]) Known.Forget(early);
        Assert.Equal(200, Known.Past(digests).Merged()!.Rows); // of the first eighteen nothing is left, and nothing is needed
    }

    [Fact]
    public void A_damaged_profile_is_none_and_is_made_again()
    {
        var digest = Keep(1);
        System.IO.File.WriteAllText(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Single(), "{ \"version\": 1,");
        Assert.Null(Known.Find(digest));
        Assert.Equal(10, Known.FindOrMake(digest, () => new MemoryStream(File(1)), "a.csv", 1, TestContext.Current.CancellationToken).Rows);
        Assert.True(Known.Knows(digest));
    }

    [Fact]
    public void Another_way_to_read_the_same_bytes_has_profiles_of_its_own()
    {
        var digest = Keep(1);
        var other = DatasetSchema.Parse("""{ "version": 1, "columns": { "a": { "type": "text" }, "b": { "type": "text" } }, "rules": {} }"""u8);
        Assert.False(new PartitionSummaries(new SummaryCache(_folder), other, LockedDataset.Csv).Knows(digest));
        Assert.False(new PartitionSummaries(new SummaryCache(_folder), Schema, LockedDataset.Ndjson).Knows(digest));
    }

    [Fact]
    public void Rows_written_as_json_lines_are_counted_as_those_of_csv_are()
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(i => $"{{\"a\":{(i * 7) + 3},\"b\":\"t{i % 3}\"}}\n")));
        var lines = new PartitionSummaries(new SummaryCache(_folder), Schema, LockedDataset.Ndjson);
        var found = lines.FindOrMake(Digest.Of(json), () => new MemoryStream(json), "a.ndjson", 1, TestContext.Current.CancellationToken);
        Assert.Equal(Known.Find(Keep(3))!.ToJson(), found.ToJson());
    }

    [Fact]
    public void What_is_known_of_partitions_that_nobody_needs_can_be_told_from_the_rest()
    {
        var (needed, gone) = (Keep(1), Keep(2));
        Known.Past([needed, gone]).Merged();
        var cache = new SummaryCache(_folder);
        Assert.Equal(2, cache.Unneeded(new HashSet<Digest> { needed }, DateTimeOffset.MaxValue).Count); // its profile, and the sum that ends with it
        Assert.Empty(cache.Unneeded(new HashSet<Digest> { needed, gone }, DateTimeOffset.MaxValue));
        Assert.Empty(cache.Unneeded(new HashSet<Digest>(), DateTimeOffset.UnixEpoch));
    }

    private static byte[] File(int seed) => Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{(i * 7) + seed},t{i % 3}\n")));

    private Digest Keep(int seed)
    {
        var bytes = File(seed);
        Known.FindOrMake(Digest.Of(bytes), () => new MemoryStream(bytes), "a.csv", 1, TestContext.Current.CancellationToken);
        return Digest.Of(bytes);
    }
}
