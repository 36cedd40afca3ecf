using System.Text;
using MLOpsBuild.Data;
using MLOpsBuild.Git;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class DataDifferenceTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public DataDifferenceTests()
    {
        System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", _repository.Root, "init", "--quiet"]))!.WaitForExit();
        new GitRepository(_repository.Root).Commit(["data.lock.json", "pipelines", "mlops.json"], "First", new GitIdentity("A Test", "test@example.org"));
    }

    [Fact]
    public void Unchanged_data_is_said_to_be_so()
    {
        var result = _repository.Run("data", "diff");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("The data is that of HEAD.\n", result.Output);
        var unknown = _repository.Run("data", "diff", "no-such-branch");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("no-such-branch", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_rules_and_figures_that_differ_are_told()
    {
        Lock("2024-02", ScratchRepository.Month(2).Replace(",south,8,", ",south,11,", StringComparison.Ordinal));
        Lock("2024-03", ScratchRepository.Month(3));
        var schema = _repository.PathOf("pipelines/orders-late/schema.json");
        File.WriteAllText(schema, File.ReadAllText(schema).Replace("\"max\": 100", "\"max\": 90", StringComparison.Ordinal));
        var result = _repository.Run("data", "diff");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("orders: 336 rows before, 504 now", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"~\s+2024-02\s+168\s+168", result.Output);
        Assert.Matches(@"\+\s+2024-03\s+168", result.Output);
        Assert.Contains("~ rule size.range", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"size\s+greatest\s+10\s+11", result.Output);
        Assert.Equal("changed orders 2024-02\nadded orders 2024-03\n", _repository.Run("data", "diff", "--quiet").Output);
    }

    [Fact]
    public void Rows_are_compared_by_key_and_all_of_them_written()
    {
        var lines = ScratchRepository.Month(2).Split('\n');
        lines[3] = lines[3].Replace(",south,", ",east,", StringComparison.Ordinal);
        Lock("2024-02", string.Join('\n', lines.Where((_, i) => i != 7)) + "2024-02-28 20:00,west,1,1\n");
        var result = _repository.Run("data", "diff", "--rows", "--key", "time", "--output", "out/changes.csv", "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var counts = result.Result["datasets"]![0]!["rows"]!["counts"]!;
        Assert.Equal((166, 1, 1, 1, 0), ((int)counts["same"]!, (int)counts["added"]!, (int)counts["removed"]!, (int)counts["changed"]!, (int)counts["repeatedKeys"]!));
        var written = File.ReadAllLines(_repository.PathOf("out/changes.csv"));
        Assert.Equal("_change,_place,time,shop,size,late", written[0]);
        Assert.Equal(["added", "removed", "before", "after"], written.Skip(1).Select(l => l.Split(',')[0]).OrderBy(c => Array.IndexOf(["added", "removed", "before", "after"], c)));
        var shown = _repository.Run("data", "diff", "--rows", "--key", "time", "--max", "1");
        Assert.Contains("… and 2 more", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("data", "diff", "--key", "tim").ExitCode);
    }

    public void Dispose() => _repository.Dispose();

    private void Lock(string name, string csv)
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        var partition = new Partition(name, _repository.Workspace.Store.Put(bytes), bytes.Length, csv.Count(c => c == '\n') - 1, new DateTime(2024, 3, 1), new DateTime(2024, 3, 28));
        _repository.Lock.WithPartition("orders", partition).Save(_repository.PathOf("data.lock.json"));
    }
}
