namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class DataTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Status_lists_partitions_and_what_arrives()
    {
        _repository.Remote.Tag("data.orders.2024-03", _repository.Remote.Resolve("data.orders.2024-01")!);
        var result = _repository.Run("data", "status");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("2 partitions, all in the store.", result.Output, StringComparison.Ordinal);
        Assert.Contains("orders: 2024-03 is at remote and not in the lock.", result.Output, StringComparison.Ordinal);
        Assert.Equal("data.orders.2024-03\n", _repository.Run("data", "status", "--quiet").Output);
    }

    [Fact]
    public void Status_as_json_has_everything_and_nothing_on_the_error_stream()
    {
        using var empty = new ScratchRepository(pulled: false);
        var result = empty.Run("data", "status", "--json");
        var dataset = result.Result["datasets"]![0]!;
        Assert.Equal("data status", (string)result.Json["command"]!);
        Assert.Equal("orders", (string)dataset["name"]!);
        Assert.Equal(168, (int)dataset["partitions"]![0]!["rows"]!);
        Assert.False((bool)dataset["partitions"]![0]!["inStore"]!);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Pull_fetches_what_is_missing()
    {
        using var empty = new ScratchRepository(pulled: false);
        Assert.Equal(0, empty.Run("data", "pull").ExitCode);
        Assert.Contains("all in the store", empty.Run("data", "status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pull_without_the_remote_s_bytes_ends_with_3()
    {
        using var empty = new ScratchRepository(pulled: false);
        empty.Remote.Remove(empty.Lock.Datasets["orders"].Partitions[1].Digest);
        var result = empty.Run("data", "pull");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("orders 2024-02", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_names_the_damaged_partition_and_ends_with_1()
    {
        Assert.Equal(0, _repository.Run("data", "verify").ExitCode);
        var partition = _repository.Lock.Datasets["orders"].Partitions[0];
        File.WriteAllText(_repository.Workspace.Store.PathOf(partition.Digest), "spoilt");
        var result = _repository.Run("data", "verify", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("orders 2024-01", (string)result.Result["damaged"]![0]!["name"]!);
        Assert.Equal(partition.Digest.ToString(), (string)result.Result["damaged"]![0]!["digest"]!);
    }

    [Fact]
    public void Add_locks_keeps_and_pushes_a_partition_named_after_its_file()
    {
        _repository.Write("incoming/2024-03.csv", ScratchRepository.Month(3));
        var result = _repository.Run("data", "add", "orders", "incoming/2024-03.csv");
        Assert.True(result.ExitCode == 0, result.Error);
        var partition = _repository.Lock.Datasets["orders"]["2024-03"]!;
        Assert.Equal(168, partition.Rows);
        Assert.Equal(new DateTime(2024, 3, 1, 8, 0, 0), partition.From);
        Assert.True(_repository.Workspace.Store.Contains(partition.Digest));
        Assert.Equal(partition.Digest, Assert.Single(_repository.Remote.GetManifest(_repository.Remote.Resolve("data.orders.2024-03")!.Digest).Layers).Digest);
        Assert.Contains("Commit data.lock.json and remote.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_of_what_is_locked_already_changes_nothing()
    {
        _repository.Write("2024-01.csv", ScratchRepository.Month(1));
        var before = File.ReadAllText(_repository.PathOf("data.lock.json"));
        var result = _repository.Run("data", "add", "orders", "2024-01.csv");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 file was locked already.", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_repository.PathOf("data.lock.json")));
    }

    [Theory]
    [InlineData("2024-01.csv", 3, "has a partition '2024-01' already, with other bytes")]
    [InlineData("january.csv", 1, "the same bytes are partition '2024-01'")]
    [InlineData("2024-0x.csv", 2, "overlaps partition '2024-02'")]
    public void Add_refuses_taken_names_known_bytes_and_overlaps(string file, int month, string expected)
    {
        _repository.Write(file, ScratchRepository.Month(month, days: month == 2 ? 7 : 28));
        var result = _repository.Run("data", "add", "orders", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was added.", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Lock.Datasets["orders"].Partitions.Count);
    }

    [Fact]
    public void Add_of_several_files_adds_none_when_one_breaks_the_contract()
    {
        _repository.Write("2024-03.csv", ScratchRepository.Month(3));
        _repository.Write("2024-04.csv", "time,shop,size,late\n2024-04-01 08:00,north,1000,0\n2024-04-02 08:00,north,many,0\n");
        var result = _repository.Run("data", "add", "orders", "2024-03.csv", "2024-04.csv");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("size.range", result.Error, StringComparison.Ordinal);
        Assert.Contains("2024-04.csv:3:size", result.Error, StringComparison.Ordinal);
        Assert.Null(_repository.Lock.Datasets["orders"]["2024-03"]);
        Assert.Null(_repository.Remote.Resolve("data.orders.2024-03"));
    }

    [Theory]
    [InlineData("Did you mean 'orders'?", "data", "add", "order", "x.csv")]
    [InlineData("x.csv is not there.", "data", "add", "orders", "x.csv")]
    [InlineData("--partition names one partition", "data", "add", "orders", "x.csv", "y.csv", "--partition", "z")]
    public void Add_says_what_is_wrong_with_its_arguments(string expected, params string[] arguments)
    {
        var result = _repository.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_puts_what_the_remote_lacks_there_with_its_tag()
    {
        Directory.Delete(_repository.PathOf("remote"), recursive: true);
        Assert.Equal("orders 2024-01\norders 2024-02\n", _repository.Run("data", "push", "--quiet").Output);
        Assert.NotNull(_repository.Remote.Resolve("data.orders.2024-02"));
        Assert.Equal("", _repository.Run("data", "push", "--quiet").Output);
    }

    public void Dispose() => _repository.Dispose();
}
