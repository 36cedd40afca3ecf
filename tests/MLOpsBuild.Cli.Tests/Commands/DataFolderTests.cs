using System.Globalization;
using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Data;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>Datasets whose partitions are folders of files.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const string Schema = """
        {
          "version": 1,
          "columns": { "path": { "type": "text" }, "size": { "type": "integer" }, "digest": { "type": "text" } },
          "rules": {
            "photos": { "kind": "pattern", "column": "path", "pattern": "^cat-[0-9]+/[0-9]+\\.jpg$" },
            "empty": { "kind": "range", "column": "size", "min": 1, "max": 1000 }
          }
        }
        """;

    private readonly ScratchRepository _repository = new();

    public DataFolderTests()
    {
        _repository.Write("photos.schema.json", Schema);
        _repository.Lock.WithDataset("photos", new LockedDataset(LockedDataset.Files, "photos.schema.json", [])).Save(_repository.PathOf("data.lock.json"));
        for (var i = 0; i < 2000; i++) _repository.Write(Photo("incoming/2024-01", i), $"photo {i} {new string('x', i % 300)}");
    }

    private Partition January => _repository.Lock.Datasets["photos"]["2024-01"]!;

    [Fact]
    public void Thousands_of_small_files_are_one_partition_and_one_transfer()
    {
        var before = Blobs(_repository.Remote);
        var added = _repository.Run("data", "add", "photos", "incoming/2024-01/");
        Assert.True(added.ExitCode == 0, added.Error);
        Assert.Equal(2000, January.Rows);
        Assert.InRange(Blobs(_repository.Remote) - before, 1, 3); // the pack and what names it
        Directory.Delete(_repository.PathOf(".mlops"), recursive: true);
        Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
        Assert.Equal(0, _repository.Run("data", "verify").ExitCode);
        var checkedOut = _repository.Run("data", "checkout");
        Assert.True(checkedOut.ExitCode == 0, checkedOut.Error);
        Assert.Equal(2000, Directory.EnumerateFiles(_repository.PathOf("data/photos/2024-01"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal(File.ReadAllText(_repository.PathOf(Photo("incoming/2024-01", 77))), File.ReadAllText(_repository.PathOf(Photo("data/photos/2024-01", 77))));
    }

    [Fact]
    public void The_contract_judges_the_list_of_files()
    {
        _repository.Write("incoming/2024-01/cat-1/notes.txt", "not a photo");
        _repository.Write("incoming/2024-01/cat-1/9999.jpg", "");
        var refused = _repository.Run("data", "add", "photos", "incoming/2024-01");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("photos", refused.Error, StringComparison.Ordinal);
        Assert.Contains("notes.txt", refused.Error, StringComparison.Ordinal);
        Assert.Contains("empty", refused.Error, StringComparison.Ordinal);
        Assert.Empty(_repository.Lock.Datasets["photos"].Partitions);
        Assert.Equal(1, _repository.Run("data", "validate", "incoming/2024-01", "--dataset", "photos").ExitCode);
    }

    [Fact]
    public void A_file_for_a_dataset_of_folders_and_the_other_way_round_are_refused()
    {
        Assert.Contains("is a file", _repository.Run("data", "add", "photos", Photo("incoming/2024-01", 1)).Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", _repository.Run("data", "add", "orders", "incoming/2024-01").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_of_a_folder_differ_by_files()
    {
        Assert.Equal(0, _repository.Run("data", "add", "photos", "incoming/2024-01").ExitCode);
        Assert.Contains("locked already", _repository.Run("data", "add", "photos", "incoming/2024-01").Output, StringComparison.Ordinal);
        Git("init", "--quiet");
        Git("add", ".");
        Git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "First");
        Assert.Equal(0, _repository.Run("data", "checkout", "photos").ExitCode);

        _repository.Write(Photo("incoming/2024-01", 3), "another photo");
        File.Delete(_repository.PathOf(Photo("incoming/2024-01", 4)));
        var replaced = _repository.Run("data", "add", "photos", "incoming/2024-01", "--replace");
        Assert.True(replaced.ExitCode == 0, replaced.Error);
        var rows = _repository.Run("data", "diff", "HEAD", "--rows", "--key", "path", "--json").Result["datasets"]!.AsArray().Single(d => (string)d!["name"]! == "photos")!["rows"]!["counts"]!;
        Assert.Equal((1, 1, 0), ((int)rows["changed"]!, (int)rows["removed"]!, (int)rows["added"]!));

        _repository.Write(Photo("data/photos/2024-01", 9), "mine");
        Assert.Equal(1999, January.Rows);
        Assert.NotEqual(0, _repository.Run("data", "checkout", "photos").ExitCode);
        Assert.Equal("mine", File.ReadAllText(_repository.PathOf(Photo("data/photos/2024-01", 9))));
        Assert.Equal(0, _repository.Run("data", "checkout", "photos", "--force").ExitCode);
        Assert.Equal("another photo", File.ReadAllText(_repository.PathOf(Photo("data/photos/2024-01", 3))));
        Assert.False(File.Exists(_repository.PathOf(Photo("data/photos/2024-01", 4))));
    }

    [Fact]
    public void Status_of_a_folder_names_what_differs_and_only_counts_the_rest()
    {
        Assert.Equal(0, _repository.Run("data", "add", "photos", "incoming/2024-01").ExitCode);
        Assert.Equal(0, _repository.Run("data", "checkout", "photos").ExitCode);
        _repository.Run("data", "status");
        var unchanged = Status();
        Assert.Equal((2000, 0, 0), ((int)unchanged["unchanged"]!, unchanged["differing"]!.AsArray().Count, (int)unchanged["filesRead"]!));

        _repository.Write(Photo("data/photos/2024-01", 3), "mine");
        _repository.Write("data/photos/2024-01/new.jpg", "mine too");
        File.Delete(_repository.PathOf(Photo("data/photos/2024-01", 4)));
        var changed = Status();
        Assert.Equal(1998, (int)changed["unchanged"]!);
        Assert.Equal(
            ["photos/2024-01/cat-0/0003.jpg Modified", "photos/2024-01/cat-0/0004.jpg Missing", "photos/2024-01/new.jpg Unknown"],
            changed["differing"]!.AsArray().Select(f => $"{f!["path"]} {f["state"]}"), StringComparer.OrdinalIgnoreCase);

        Directory.Delete(_repository.PathOf("data/photos/2024-01"), recursive: true);
        Assert.Contains("  missing   photos/2024-01/ (2000 files)\n", _repository.Run("data", "status").Output, StringComparison.Ordinal);

        JsonNode Status() => _repository.Run("data", "status", "--json").Result["checkouts"]![0]!;
    }

    [Fact]
    public void A_checkout_that_ended_half_way_is_finished_without_force()
    {
        Assert.Equal(0, _repository.Run("data", "add", "photos", "incoming/2024-01").ExitCode);
        Assert.Equal(0, _repository.Run("data", "checkout", "photos").ExitCode);
        _repository.Write(Photo("incoming/2024-01", 3), "another photo");
        File.Delete(_repository.PathOf(Photo("incoming/2024-01", 4)));
        Assert.Equal(0, _repository.Run("data", "add", "photos", "incoming/2024-01", "--replace").ExitCode);
        Assert.Contains("  outdated  photos/2024-01/", _repository.Run("data", "status").Output, StringComparison.Ordinal);

        // A link in the way is met after the record of what will be written, and before anything is.
        var (folder, aside) = (_repository.PathOf("data/photos/2024-01/cat-0"), _repository.PathOf("aside"));
        Directory.Move(folder, aside);
        Directory.CreateSymbolicLink(folder, aside);
        Assert.Contains("symbolic link", _repository.Run("data", "checkout", "photos").Error, StringComparison.Ordinal);
        File.Delete(folder);
        Directory.Move(aside, folder);
        Assert.Contains("  outdated  photos/2024-01/", _repository.Run("data", "status").Output, StringComparison.Ordinal);
        Assert.Equal(0, _repository.Run("data", "checkout", "photos").ExitCode);
        Assert.Equal("another photo", File.ReadAllText(_repository.PathOf(Photo("data/photos/2024-01", 3))));
        Assert.False(File.Exists(_repository.PathOf(Photo("data/photos/2024-01", 4))));
    }

    [Fact]
    public void A_folder_is_profiled_and_its_contract_drafted_like_a_table()
    {
        Assert.Equal(0, _repository.Run("data", "add", "photos", "incoming/2024-01").ExitCode);
        var profile = _repository.Run("data", "profile", "photos", "--json").Result["profile"]!;
        Assert.Equal(2000, (int)profile["rows"]!);
        var draft = _repository.Run("data", "infer", "incoming/2024-01");
        Assert.Contains("\"path\"", draft.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static string Photo(string folder, int i) => string.Create(CultureInfo.InvariantCulture, $"{folder}/cat-{i / 100}/{i:D4}.jpg");

    private static int Blobs(ContentStore store) => store.Blobs().Count;

    private void Git(params string[] arguments) => System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", _repository.Root, .. arguments]))!.WaitForExit();
}
