using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Landing;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Landing;

public sealed class PastPartitionsTests : IDisposable
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse("""{ "version": 1, "columns": { "a": { "type": "integer" }, "b": { "type": "text" } }, "rules": {} }"""u8);
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-past-").FullName;

    private PastPartitions Past => new(_folder, Schema, "csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_past_s_sum_is_that_of_all_its_partitions_however_it_came_about()
    {
        var digests = Enumerable.Range(0, 5).Select(Known).ToArray();
        for (var count = 1; count <= 5; count++)
        {
            var past = Past.Of(digests[..count]);
            Assert.Equal(Profile.MergeAll([.. past])!.ToJson(), past.Merged()!.ToJson());
            Assert.Equal(10 * count, Past.Of(digests[..count]).Merged()!.Rows);
        }

        Assert.Null(Past.Of([]).Merged());
    }

    [Fact]
    public void One_partition_more_costs_two_readings_and_one_sum()
    {
        var digests = Enumerable.Range(0, 20).Select(Known).ToArray();
        Past.Of(digests[..19]).Merged();
        foreach (var early in digests[..18]) Past.Forget(early);
        Assert.Equal(200, Past.Of(digests).Merged()!.Rows); // of the first eighteen nothing is left, and nothing is needed
    }

    [Fact]
    public void A_damaged_profile_is_none_and_is_made_again()
    {
        var digest = Known(1);
        System.IO.File.WriteAllText(Directory.EnumerateFiles(_folder).Single(), "{ \"version\": 1,");
        Assert.Null(Past.Find(digest));
        Assert.Equal(10, Past.FindOrMake(digest, () => new MemoryStream(File(1)), "a.csv", 1, TestContext.Current.CancellationToken).Rows);
        Assert.True(Past.Knows(digest));
    }

    [Fact]
    public void Another_way_to_read_the_same_bytes_has_profiles_of_its_own()
    {
        var digest = Known(1);
        var other = DatasetSchema.Parse("""{ "version": 1, "columns": { "a": { "type": "text" }, "b": { "type": "text" } }, "rules": {} }"""u8);
        Assert.False(new PastPartitions(_folder, other, "csv").Knows(digest));
        Assert.False(new PastPartitions(_folder, Schema, "ndjson").Knows(digest));
    }

    private static byte[] File(int seed) => Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{(i * 7) + seed},t{i % 3}\n")));

    private Digest Known(int seed)
    {
        var bytes = File(seed);
        Past.FindOrMake(Digest.Of(bytes), () => new MemoryStream(bytes), "a.csv", 1, TestContext.Current.CancellationToken);
        return Digest.Of(bytes);
    }
}
