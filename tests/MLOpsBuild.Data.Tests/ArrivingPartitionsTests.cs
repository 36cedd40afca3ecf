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
        string[] tags = ["data.b.2001-01", "data.a.2001-03", "data.a.2001-01", "data.a.2001-02", "data.c.2001-01", "models/x", "data.a", "data.a.", "data.a_2.x", "data.a..x", "data.a.2001-02"];

        var arriving = ArrivingPartitions.Of(data, tags);

        Assert.Equal(["data.a.2001-02", "data.a.2001-03", "data.b.2001-01"], arriving.Select(a => a.Tag));
        Assert.All(arriving, a => Assert.Equal(a.Tag, PartitionTag.Of(a.Dataset, a.Partition)));
    }

    [Theory]
    [InlineData("orders", "2024-05", "data.orders.2024-05")]
    [InlineData("my_orders", "2024_05.v2", "data.my__orders.2024_05.v2")]
    [InlineData("a.b", "c", "data.a_2eb.c")]
    [InlineData("größe/x y", "1", "data.gr_c3_b6_c3_9fe_2fx_20y.1")]
    public void A_tag_names_one_partition_and_is_valid_in_every_registry(string dataset, string partition, string tag)
    {
        Assert.Equal(tag, PartitionTag.Of(dataset, partition));
        Assert.True(TagName.IsValidInRegistry(tag));
        Assert.True(PartitionTag.TryParse(tag, out var readDataset, out var readPartition));
        Assert.Equal((dataset, partition), (readDataset, readPartition));
    }

    [Fact]
    public void A_tag_that_no_registry_takes_is_refused_with_its_length() =>
        Assert.Contains("128", Assert.Throws<ArgumentException>(() => PartitionTag.Of("orders", new string('a', 128))).Message, StringComparison.Ordinal);
}
