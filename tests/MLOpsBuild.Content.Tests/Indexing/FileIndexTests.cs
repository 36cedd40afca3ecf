using System.Diagnostics;
using MLOpsBuild.Content.Indexing;

namespace MLOpsBuild.Content.Tests.Indexing;

public sealed class FileIndexTests : IDisposable
{
    private static readonly DateTime Past = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
    private readonly TempFolder _folder = new();

    private string Place => _folder["index"];

    private string Root => _folder["tree"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_files_are_read_and_known_by_their_digests()
    {
        Write("b.csv", "two");
        Write("a/x.csv", "one");
        Write("a.csv", "three");

        var found = FileIndex.Load(Place).Refresh(Root, Place);

        Assert.Equal(["a.csv", "a/x.csv", "b.csv"], found.Index.Files.Select(f => f.Path));
        Assert.Equal(found.Index.Files, found.Changed);
        Assert.Equal(new IndexedFile("a/x.csv", 3, Digest.Of("one"u8)), found.Index.Find("a/x.csv"));
        Assert.Null(found.Index.Find("a"));
        Assert.Equal((3, 11), (found.FilesRead, found.BytesRead));
    }

    [Fact]
    public void A_folder_has_the_fingerprint_of_its_files_wherever_they_lie()
    {
        foreach (var folder in new[] { "a", "a/b", "other" })
        {
            Write($"{folder}/x/1.csv", "one");
            Write($"{folder}/2.csv", "two");
        }

        Write("a-b/2.csv", "beside");
        var index = FileIndex.Load(Place).Refresh(Root, Place).Index;
        var known = FileIndex.Of([new("x/1.csv", 3, Digest.Of("one"u8)), new("2.csv", 3, Digest.Of("two"u8))]).Folder("");

        Assert.Equal(["2.csv", "x/1.csv"], known.Files.Select(f => f.Path));
        Assert.Equal(known.Fingerprint(), index.Folder("a/b/").Fingerprint());
        Assert.Equal(known.Fingerprint(), index.Folder("other/").Fingerprint());
        Assert.NotEqual(known.Fingerprint(), index.Folder("a/").Fingerprint());
        Assert.Equal((4, 0), (index.Folder("a/").Count, index.Folder("b/").Count));
    }

    [Fact]
    public void A_fingerprint_tells_names_contents_and_their_number_apart()
    {
        var one = Digest.Of("one"u8);
        IndexedFile[][] sets = [[], [new("a", 3, one)], [new("b", 3, one)], [new("a", 3, Digest.Of("two"u8))], [new("a", 3, one), new("b", 3, one)], [.. Enumerable.Range(0, 5000).Select(i => new IndexedFile($"{i}", 3, one))]];
        Assert.Equal(sets.Length, sets.Select(s => FileIndex.Of(s).Folder("").Fingerprint()).Distinct().Count());
    }

    [Fact]
    public void Files_outside_of_some_folders_are_all_others()
    {
        foreach (var path in new[] { "a/1", "a/b/2", "a-b/3", "b/4", "c", "z/5" }) Write(path, path);
        var index = FileIndex.Load(Place).Refresh(Root, Place).Index;

        Assert.Equal(["a-b/3", "c", "z/5"], index.Outside(["b/", "a/", "a/b/", "none/"]).Select(f => f.Path));
        Assert.Equal(6, index.Outside([]).Count());
    }

    [Fact]
    public void An_unchanged_tree_is_not_read_and_nothing_is_written()
    {
        for (var i = 0; i < 3000; i++) Write($"many/{i}", $"{i}");
        for (var i = 0; i < 40; i++) Write($"folder {i % 7}/{i}/x", $"{i}");
        Settle();

        var before = Directory.GetFileSystemEntries(_folder.Path);
        var index = FileIndex.Load(Place);
        var found = index.Refresh(Root, Place);

        Assert.Same(index, found.Index);
        Assert.Equal(3040, index.Count);
        Assert.Equal(0, found.FilesRead);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Changed_new_and_removed_files_are_told()
    {
        foreach (var name in new[] { "same", "longer", "as long", "gone", "touched" }) Write(name, "12345678");
        Settle();

        Write("longer", "123456789", Past);
        Write("as long", "87654321");
        File.SetLastWriteTimeUtc(Path.Combine(Root, "touched"), Past.AddDays(1));
        File.Delete(Path.Combine(Root, "gone"));
        Write("new", "new");
        var found = FileIndex.Load(Place).Refresh(Root, Place);

        Assert.Equal(["as long", "longer", "new"], found.Changed.Select(f => f.Path));
        Assert.Equal(["gone"], found.Removed);
        Assert.Equal(4, found.FilesRead);
        Assert.Equal(Digest.Of("87654321"u8), found.Index.Find("as long")!.Digest);
        Assert.Equal(5, found.Index.Count);
    }

    [Fact]
    public void A_file_written_again_within_a_tick_is_read_again()
    {
        // The worst case: same size, same time, same inode, and the time is that of the index's own reading.
        Write("a", "first");
        var time = DateTime.UtcNow.AddSeconds(5);
        File.SetLastWriteTimeUtc(Path.Combine(Root, "a"), time);
        Refreshed();

        Write("a", "other", time);
        var found = FileIndex.Load(Place).Refresh(Root, Place);

        Assert.Equal(Digest.Of("other"u8), Assert.Single(found.Changed).Digest);
    }

    [Fact]
    public void A_racy_entry_that_is_the_same_is_trusted_after_the_next_reading()
    {
        Write("a", "first");
        Settle();

        Assert.Equal(0, FileIndex.Load(Place).Refresh(Root, Place).FilesRead);
    }

    [Fact]
    public void A_file_put_in_anothers_place_with_its_size_and_time_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "inodes are asked for on Linux");
        Write("a", "first", Past);
        Settle();

        Write("b", "other", Past);
        File.Move(Path.Combine(Root, "b"), Path.Combine(Root, "a"), overwrite: true);

        Assert.Equal(Digest.Of("other"u8), Assert.Single(FileIndex.Load(Place).Refresh(Root, Place).Changed).Digest);
    }

    [Fact]
    public void A_damaged_index_is_an_empty_one()
    {
        for (var i = 0; i < 20; i++) Write($"{i}", $"{i}");
        Refreshed();
        var bytes = File.ReadAllBytes(Place);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x41;
            File.WriteAllBytes(Place, damaged);
            Assert.Equal(0, FileIndex.Load(Place).Count);
        }

        foreach (var length in new[] { 0, 1, 31, 40, 68, 100, bytes.Length - 1 })
        {
            File.WriteAllBytes(Place, bytes[..length]);
            Assert.Equal(0, FileIndex.Load(Place).Count);
        }

        Assert.Equal(20, FileIndex.Load(Place).Refresh(Root, Place).FilesRead);
        Assert.Equal(0, FileIndex.Load(_folder["nothing"]).Count);
    }

    [Fact]
    public void Links_pipes_and_skipped_folders_are_no_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Write("real/a", "a");
        Write("skipped/b", "b");
        File.CreateSymbolicLink(Path.Combine(Root, "link"), Path.Combine(Root, "real/a"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "loop"), Root);
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(Root, "pipe"))) mkfifo.WaitForExit();

        var found = FileIndex.Load(Place).Refresh(Root, Place, folder => folder == "skipped");

        Assert.Equal(["real/a"], found.Index.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData(100_000_000_001, 100_000_000_002, false)]
    [InlineData(100_000_000_001, 100_000_000_001, true)]
    [InlineData(100_000_000_001, 100_000_000_000, true)]
    [InlineData(100_000_000_000, 101_999_999_999, true)]
    [InlineData(100_000_000_000, 102_000_000_001, false)]
    public void A_time_that_is_not_older_than_the_reading_is_racy(long modified, long stamp, bool expected)
    {
        Assert.Equal(expected, new FileState(1, modified, 1, 1).IsRacy(stamp));
        Assert.Equal(expected, new FileState(1, 1, modified, 1).IsRacy(stamp));
    }

    private void Write(string name, string text, DateTime? time = null)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (time is { } at) File.SetLastWriteTimeUtc(path, at);
    }

    private void Refreshed() => FileIndex.Load(Place).Refresh(Root, Place).Index.Save(Place);

    /// <summary>Reads again until the file system's clock has moved on.</summary>
    private void Settle()
    {
        Refreshed();
        while (FileIndex.Load(Place).Refresh(Root, Place).FilesRead > 0) Refreshed();
    }
}
