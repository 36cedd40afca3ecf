using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Tests;

public sealed class DataLockTests
{
    private static readonly Digest Some = Digest.Of("x"u8);

    private const string Example = """
        {
          "version": 1,
          "datasets": {
            "departures": {
              "format": "csv",
              "schema": "pipelines/flight-delay/schema.json",
              "partitions": [
                { "name": "2001-01", "digest": "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 232274, "rows": 8189, "from": "2001-01-01T00:10", "to": "2001-01-31T23:55" },
                { "name": "2001-02", "digest": "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1, "rows": 0 }
              ]
            },
            "empty": {
              "format": "csv",
              "schema": "s.json",
              "partitions": []
            }
          }
        }

        """;

    private static DataLock Parse(string json) => DataLock.Parse(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_lock_is_written_as_it_was_read()
    {
        var text = Example.ReplaceLineEndings("\n");

        Assert.Equal(text, Parse(text).ToJson());
        Assert.Equal(DataLock.Empty.ToJson(), Parse(DataLock.Empty.ToJson()).ToJson());
    }

    [Fact]
    public void Partitions_and_datasets_are_sorted_whatever_the_order_of_adding()
    {
        var p = new Partition("2001-02", Some, 1, 0, null, null);
        var data = DataLock.Empty.WithDataset("b", new LockedDataset("csv", "s", [])).WithDataset("a", new LockedDataset("csv", "s", []))
            .WithPartition("a", p).WithPartition("a", p with { Name = "2001-01" }).WithPartition("a", p with { Rows = 5 });

        Assert.Equal(["a", "b"], data.Datasets.Keys);
        Assert.Equal(["2001-01", "2001-02"], data.Datasets["a"].Partitions.Select(x => x.Name));
        Assert.Equal(5, data.Datasets["a"]["2001-02"]!.Rows);
        Assert.Contains("did you mean 'b'", Assert.Throws<KeyNotFoundException>(() => data.WithPartition("bb", p)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_named_with_its_line_and_the_known_keys()
    {
        var thrown = Assert.Throws<DataFileException>(() => Parse("""
            {
              "version": 2,
              "datasets": {
                "d": {
                  "fromat": "csv",
                  "schema": "s",
                  "partitions": [
                    { "name": "b", "digest": "sha256:zz", "size": -1, "rows": 0 },
                    { "name": "../x", "digest": "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1, "rows": 0, "from": "2001" }
                  ]
                }
              }
            }
            """));

        Assert.Equal("data.lock.json:2: version: version 2 is not known; this program reads version 1.", thrown.Problems[0]);
        Assert.Equal("data.lock.json:5: datasets.d.fromat: unknown key 'fromat' in dataset 'd'; did you mean 'format'? Known: format, schema, partitions.", thrown.Problems[1]);
        Assert.Contains(thrown.Problems, p => p.Contains(":8: datasets.d.partitions[0]: 'sha256:zz' is not a digest", StringComparison.Ordinal));
        Assert.Contains(thrown.Problems, p => p.Contains(":8: datasets.d.partitions[0].size: 'size' must be an integer of at least 0", StringComparison.Ordinal));
        Assert.Contains(thrown.Problems, p => p.Contains(":9: datasets.d.partitions[1]: '../x' cannot name a partition", StringComparison.Ordinal));
        Assert.Contains(thrown.Problems, p => p.Contains(":9: datasets.d.partitions[1].from: '2001' is not a time", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", ":1: not JSON")]
    [InlineData("[]", ":1: the data lock must be an object")]
    [InlineData("{\"version\":1,\"version\":1,\"datasets\":{}}", "occurs twice")]
    [InlineData("{\"version\":1,\"datasets\":{}} x", "not JSON")]
    [InlineData("", "not JSON")]
    public void Malformed_locks_are_refused(string json, string part) =>
        Assert.Contains(part, Assert.Throws<DataFileException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2001-01", "0a356c9c", 8189, "2001-01-01T00:10:00", "2001-01-31T23:52:00")]
    [InlineData("2001-02", "504aacac", 7305, null, null)]
    [InlineData("2001-03", "a3fb7ac2", 8267, null, null)]
    [InlineData("2001-04", "b371fa40", 8259, null, null)]
    [InlineData("2001-05", "64a61dd4", 8868, null, null)]
    [InlineData("2001-06", "f1289388", 9343, null, null)]
    public void A_partition_is_described_by_its_file(string name, string digest, int rows, string? from, string? to)
    {
        var bytes = File.ReadAllBytes(Path.Combine(TestData.Departures, $"{name}.csv"));

        var partition = Partition.Of(name, bytes, CsvReader.Read(bytes).Table, "date");

        Assert.StartsWith(digest, partition.Digest.Hex, StringComparison.Ordinal);
        Assert.Equal(rows, partition.Rows);
        Assert.Equal(bytes.Length, partition.Size);
        if (from is not null) Assert.Equal((DateTime.Parse(from), DateTime.Parse(to!)), (partition.From!.Value, partition.To!.Value));
        Assert.StartsWith(name, partition.From!.Value.ToString("yyyy-MM"), StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("lock").FullName;
        var path = Path.Combine(folder, "data.lock.json");
        Parse(Example).Save(path);
        Parse(Example).Save(path);

        Assert.Equal(Parse(Example).ToJson(), DataLock.Load(path).ToJson());
        Assert.Single(Directory.GetFiles(folder));
        Directory.Delete(folder, true);
    }
}
