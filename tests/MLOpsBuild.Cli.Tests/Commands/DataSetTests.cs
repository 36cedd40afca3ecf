using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>Versions of data: adding, replacing, forcing, checking out, looking back and collecting.</summary>
public sealed class DataSetTests : IDisposable
{
    private const string Broken = "time,shop,size,late\n2024-03-01 08:00,north,1000,0\n2024-03-02 08:00,north,5,0\n";
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Replace_moves_the_lock_and_the_tag_and_the_version_before_stays_at_the_remote()
    {
        var before = _repository.Lock;
        _repository.Write("2024-02.csv", ScratchRepository.Month(2, days: 7));
        var result = _repository.Run("data", "add", "orders", "2024-02.csv", "--replace");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(42, _repository.Lock.Datasets["orders"]["2024-02"]!.Rows);

        Directory.Delete(_repository.PathOf(".mlops"), recursive: true);
        Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
        before.Save(_repository.PathOf("data.lock.json"));
        var old = _repository.Run("data", "pull");
        Assert.True(old.ExitCode == 0, old.Error);
        Assert.True(_repository.Workspace.Store.Contains(before.Datasets["orders"]["2024-02"]!.Digest));
    }

    [Fact]
    public void Replace_of_what_is_not_there_suggests_the_nearest_name()
    {
        _repository.Write("2024-03.csv", ScratchRepository.Month(3));
        var result = _repository.Run("data", "add", "orders", "2024-03.csv", "--replace");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no partition '2024-03' to replace", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_adds_what_breaks_the_contract_and_the_lock_and_status_say_so()
    {
        _repository.Write("2024-03.csv", Broken);
        Assert.Equal(1, _repository.Run("data", "add", "orders", "2024-03.csv").ExitCode);
        var result = _repository.Run("data", "add", "orders", "2024-03.csv", "--force");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(["size.range"], _repository.Lock.Datasets["orders"]["2024-03"]!.Forced);
        Assert.Contains("\"forced\": [\"size.range\"]", File.ReadAllText(_repository.PathOf("data.lock.json")), StringComparison.Ordinal);
        Assert.Contains("2024-03 was added in spite of size.range", _repository.Run("data", "status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_writes_nothing_into_the_lock_for_a_file_that_keeps_its_contract()
    {
        _repository.Write("2024-03.csv", ScratchRepository.Month(3));
        Assert.Equal(0, _repository.Run("data", "add", "orders", "2024-03.csv", "--force").ExitCode);
        Assert.DoesNotContain("forced", File.ReadAllText(_repository.PathOf("data.lock.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_files_are_locked_by_their_packed_bytes_and_checked_out_with_their_ending()
    {
        using (var packed = new GZipStream(File.Create(_repository.PathOf("2024-03.csv.gz")), CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(ScratchRepository.Month(3)));
        var result = _repository.Run("data", "add", "orders", "2024-03.csv.gz");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(168, _repository.Lock.Datasets["orders"]["2024-03"]!.Rows);
        Assert.Equal(0, _repository.Run("data", "checkout").ExitCode);
        Assert.Equal(File.ReadAllBytes(_repository.PathOf("2024-03.csv.gz")), File.ReadAllBytes(_repository.PathOf("data/orders/2024-03.csv.gz")));
    }

    [Fact]
    public void Ndjson_partitions_are_added_when_the_lock_says_so()
    {
        var orders = _repository.Lock.Datasets["orders"];
        _repository.Lock.WithDataset("events", new LockedDataset("ndjson", orders.Schema, [])).Save(_repository.PathOf("data.lock.json"));
        _repository.Write("2024-01.ndjson", "{\"time\":\"2024-01-01 08:00\",\"shop\":\"north\",\"size\":5,\"late\":1}\n{\"time\":\"2024-01-02 08:00\",\"shop\":\"south\",\"size\":6,\"late\":0}\n");
        var result = _repository.Run("data", "add", "events", "2024-01.ndjson");
        Assert.True(result.ExitCode == 0, result.Error);
        var partition = _repository.Lock.Datasets["events"]["2024-01"]!;
        Assert.Equal((2, new DateTime(2024, 1, 2, 8, 0, 0)), (partition.Rows, partition.To));
        Assert.Equal(0, _repository.Run("data", "validate", "events").ExitCode);
        Assert.Equal(2, (int)_repository.Run("data", "profile", "events", "--json").Result["profile"]!["rows"]!);
        Assert.Contains("\"size\"", _repository.Run("data", "infer", "2024-01.ndjson").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_partition_lies_in_chunks_here_and_there_and_comes_back_whole()
    {
        _repository.Write("2024-03.csv", Large(3));
        var result = _repository.Run("data", "add", "orders", "2024-03.csv");
        Assert.True(result.ExitCode == 0, result.Error);
        var digest = _repository.Lock.Datasets["orders"]["2024-03"]!.Digest;
        Assert.False(_repository.Workspace.Store.Contains(digest));
        Assert.True(ChunkedFile.Contains(_repository.Workspace.Store, digest));
        Assert.False(_repository.Remote.Contains(digest));

        Directory.Delete(_repository.PathOf(".mlops"), recursive: true);
        Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
        Assert.Equal(0, _repository.Run("data", "verify").ExitCode);
        Assert.Equal(0, _repository.Run("data", "checkout", "--to", "out").ExitCode);
        Assert.Equal(File.ReadAllBytes(_repository.PathOf("2024-03.csv")), File.ReadAllBytes(_repository.PathOf("out/orders/2024-03.csv")));
    }

    [Fact]
    public void One_spoilt_byte_of_a_chunk_is_named_with_its_partition_and_repaired_by_pull()
    {
        _repository.Write("2024-03.csv", Large(3));
        Assert.Equal(0, _repository.Run("data", "add", "orders", "2024-03.csv").ExitCode);
        Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
        var store = _repository.Workspace.Store;
        var chunk = ChunkedFile.Find(store, _repository.Lock.Datasets["orders"]["2024-03"]!.Digest)!.Chunks[1];
        using (var file = File.OpenWrite(store.PathOf(chunk.Digest)))
        {
            file.Position = 100;
            file.WriteByte(0);
        }

        var verified = _repository.Run("data", "verify", "--json");
        Assert.Equal(1, verified.ExitCode);
        Assert.Equal("orders 2024-03", (string)verified.Result["damaged"]![0]!["name"]!);
        var pulled = _repository.Run("data", "pull");
        Assert.Contains($"{chunk.Digest} (orders 2024-03) was damaged", pulled.Output, StringComparison.Ordinal);
        Assert.Equal(0, _repository.Run("data", "verify").ExitCode);
    }

    [Fact]
    public async Task Two_additions_at_once_both_land()
    {
        foreach (var month in new[] { 3, 4, 5, 6 }) _repository.Write($"2024-0{month}.csv", ScratchRepository.Month(month));
        var results = await Task.WhenAll(new[] { 3, 4, 5, 6 }.Select(m => Task.Run(() => _repository.Run("data", "add", "orders", $"2024-0{m}.csv"))));
        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.Error));
        Assert.Equal(6, _repository.Lock.Datasets["orders"].Partitions.Count);
    }

    [Fact]
    public void Profiles_of_the_past_are_made_once_and_then_kept()
    {
        _repository.Write("2024-03.csv", ScratchRepository.Month(3));
        _repository.Write("2024-04.csv", ScratchRepository.Month(4));
        Assert.Contains("Reading 2 earlier partitions of orders, this once", _repository.Run("data", "add", "orders", "2024-03.csv").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Reading", _repository.Run("data", "add", "orders", "2024-04.csv").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkout_writes_what_differs_and_status_knows_every_state_without_reading()
    {
        Assert.Equal("data/orders/2024-01.csv\ndata/orders/2024-02.csv\n", _repository.Run("data", "checkout", "--quiet").Output);
        Assert.Equal(ScratchRepository.Month(1), File.ReadAllText(_repository.PathOf("data/orders/2024-01.csv")));
        Assert.Equal("*\n", File.ReadAllText(_repository.PathOf("data/.gitignore")));
        _repository.Run("data", "status");
        var unchanged = _repository.Run("data", "status", "--json").Result["checkouts"]![0]!;
        Assert.Equal(0, (int)unchanged["filesRead"]!);
        Assert.Equal("", _repository.Run("data", "checkout", "--quiet").Output);

        File.Delete(_repository.PathOf("data/orders/2024-01.csv"));
        _repository.Write("data/orders/2024-02.csv", "mine");
        _repository.Write("data/orders/notes.txt", "mine too");
        var status = _repository.Run("data", "status").Output;
        Assert.Contains("missing   orders/2024-01.csv", status, StringComparison.Ordinal);
        Assert.Contains("modified  orders/2024-02.csv", status, StringComparison.Ordinal);
        Assert.Contains("unknown   orders/notes.txt", status, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkout_never_overwrites_a_changed_file_unless_forced()
    {
        _repository.Run("data", "checkout");
        File.Delete(_repository.PathOf("data/orders/2024-01.csv"));
        _repository.Write("data/orders/2024-02.csv", "mine");
        var refused = _repository.Run("data", "checkout");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("data/orders/2024-02.csv", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.PathOf("data/orders/2024-01.csv")));
        Assert.Equal(0, _repository.Run("data", "checkout", "--force").ExitCode);
        Assert.Equal(ScratchRepository.Month(2), File.ReadAllText(_repository.PathOf("data/orders/2024-02.csv")));
    }

    [Fact]
    public void Checkout_removes_what_the_lock_has_no_more_and_leaves_other_files_alone()
    {
        _repository.Run("data", "checkout");
        _repository.Write("data/orders/notes.txt", "mine");
        var orders = _repository.Lock.Datasets["orders"];
        _repository.Lock.WithDataset("orders", orders with { Partitions = [orders.Partitions[0]] }).Save(_repository.PathOf("data.lock.json"));
        Assert.Contains("outdated  orders/2024-02.csv", _repository.Run("data", "status").Output, StringComparison.Ordinal);
        Assert.Equal(0, _repository.Run("data", "checkout").ExitCode);
        Assert.False(File.Exists(_repository.PathOf("data/orders/2024-02.csv")));
        Assert.True(File.Exists(_repository.PathOf("data/orders/notes.txt")));
    }

    [Fact]
    public void Log_tells_who_added_replaced_and_removed_what()
    {
        Git("init", "-q", "-b", "main");
        Commit("Begin");
        _repository.Write("2024-02.csv", ScratchRepository.Month(2, days: 7));
        _repository.Run("data", "add", "orders", "2024-02.csv", "--replace");
        Commit("Correct February");
        var orders = _repository.Lock.Datasets["orders"];
        _repository.Lock.WithDataset("orders", orders with { Partitions = [orders.Partitions[1]] }).Save(_repository.PathOf("data.lock.json"));
        var changes = _repository.Run("data", "log", "orders", "--json").Result["changes"]!.AsArray();
        Assert.Equal(["removed 2024-01 ", "replaced 2024-02 Ann", "added 2024-01 Ann", "added 2024-02 Ann"], changes.Select(c => $"{c!["change"]} {c["partition"]} {c["author"]}"));
        Assert.Contains("Correct February", _repository.Run("data", "log").Output, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("data", "log", "order").ExitCode);
    }

    [Fact]
    public void Gc_shows_first_and_deletes_only_what_no_branch_tag_or_commit_names()
    {
        Git("init", "-q", "-b", "main");
        Commit("Begin");
        Git("checkout", "-q", "-b", "other");
        _repository.Write("2024-03.csv", ScratchRepository.Month(3));
        _repository.Run("data", "add", "orders", "2024-03.csv");
        var onBranch = _repository.Lock.Datasets["orders"]["2024-03"]!.Digest;
        Commit("March");
        Git("checkout", "-q", "main");
        var store = _repository.Workspace.Store;
        var loose = store.Put("nobody's"u8);
        Assert.Equal($"{loose}\n", _repository.Run("data", "gc", "--older-than", "0", "--quiet").Output);
        Assert.True(store.Contains(loose));
        Assert.Equal("", _repository.Run("data", "gc", "--delete", "--quiet").Output);
        Assert.Equal($"{loose}\n", _repository.Run("data", "gc", "--older-than", "0", "--delete", "--quiet").Output);
        Assert.False(store.Contains(loose));
        Assert.True(store.Contains(onBranch));
    }

    [Fact]
    public void Gc_refuses_where_git_does_not_have_all()
    {
        Assert.Contains("no Git repository", _repository.Run("data", "gc").Error, StringComparison.Ordinal);
        Git("init", "-q", "-b", "main");
        Commit("Begin");
        Commit("More");
        Refused("--depth=1", "git fetch --unshallow");
        Refused("--single-branch", "git remote set-branches origin");

        void Refused(string option, string advice)
        {
            var clone = Directory.CreateTempSubdirectory("mlops-clone-").FullName;
            Git("clone", "-q", option, "file://" + _repository.Root, clone);
            Directory.CreateDirectory(Path.Combine(clone, ".nuke"));
            var result = _repository.RunIn(clone, "data", "gc", "--delete");
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(advice, result.Error, StringComparison.Ordinal);
            Directory.Delete(clone, recursive: true);
        }
    }

    internal static string Large(int month)
    {
        var text = new StringBuilder("time,shop,size,late\n");
        for (var i = 0; i < 200_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2024-{month:00}-{1 + (i / 8000):00} 08:00,shop{i * 7919 % 9973},{1 + (i % 10)},{i % 97}\n");
        return text.ToString();
    }

    private void Commit(string message)
    {
        _repository.Write("note.txt", message);
        Git("add", "--all", "--", "data.lock.json", "pipelines", "mlops.json", "note.txt", ".nuke");
        Git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", message);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", _repository.Root, .. arguments]) { RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }

    public void Dispose() => _repository.Dispose();
}
