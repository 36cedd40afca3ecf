using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Tests;

public sealed class ArrivingPartitionsTests
{
    [Fact]
    public void Tags_of_unknown_partitions_of_known_datasets_have_arrived_in_order()
    {
        var data = DataLock.Empty
            .WithDataset("b", new LockedDataset("csv", "s", []))
            .WithDataset("a", new LockedDataset("csv", "s", [new Partition("2001-01", Digest.Of([]), 0, 0, null, null)]));
        string[] tags = ["data/b/2001-01", "data/a/2001-03", "data/a/2001-01", "data/a/2001-02", "data/c/2001-01", "models/x", "data/a", "data/a/2001-02/x", "data/a/../x", "data/a/2001-02"];

        var arriving = ArrivingPartitions.Of(data, tags);

        Assert.Equal(["data/a/2001-02", "data/a/2001-03", "data/b/2001-01"], arriving.Select(a => a.Tag));
        Assert.All(arriving, a => Assert.Equal(a.Tag, ArrivingPartitions.TagOf(a.Dataset, a.Partition)));
    }
}
