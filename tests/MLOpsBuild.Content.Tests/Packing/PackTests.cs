using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Packing;

namespace MLOpsBuild.Content.Tests.Packing;

public sealed class PackTests : IDisposable
{
    private static readonly string Long = string.Join('/', Enumerable.Repeat("folder-of-a-long-path", 8)) + "/file.csv";
    private readonly TempFolder _folder = new();

    private string Root => _folder["in"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_comes_back_file_by_file()
    {
        Fill();

        using var pack = Packed();
        var files = Pack.Extract(pack, _folder["out"]);

        Assert.Equal(["a.csv", "a/b/empty", "a/x.csv", Long, "große 数据.csv", "large"], files.Select(f => f.Path));
        foreach (var file in files)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Root, file.Path)), File.ReadAllBytes(Path.Combine(_folder["out"], file.Path)));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Root, file.Path)), pack.ToArray().AsSpan((int)file.Offset, (int)file.Size).ToArray());
        }

        pack.Position = 0;
        Assert.Equal(files, Pack.Read(pack));
    }

    [Fact]
    public void The_same_files_give_the_same_bytes_whatever_their_times_and_order()
    {
        Fill();
        var first = Packed().ToArray();
        foreach (var path in Pack.List(Root)) File.SetLastWriteTimeUtc(Path.Combine(Root, path), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));

        using var second = new MemoryStream();
        Pack.Write(Root, Pack.List(Root).Reverse(), second);

        Assert.Equal(first, second.ToArray());
    }

    [Fact]
    public void Tar_takes_a_pack_out()
    {
        Assert.SkipUnless(File.Exists("/bin/tar"), "tar is needed");
        Fill();
        File.WriteAllBytes(_folder["pack.tar"], Packed().ToArray());
        Directory.CreateDirectory(_folder["by-tar"]);

        using var tar = Process.Start("/bin/tar", ["-xf", _folder["pack.tar"], "-C", _folder["by-tar"]]);
        tar.WaitForExit();

        Assert.Equal(0, tar.ExitCode);
        Assert.Equal(Pack.List(Root), Pack.List(_folder["by-tar"]));
        Assert.All(Pack.List(Root), p => Assert.Equal(File.ReadAllBytes(Path.Combine(Root, p)), File.ReadAllBytes(Path.Combine(_folder["by-tar"], p))));
    }

    [Fact]
    public void One_changed_file_of_many_costs_little_when_a_pack_is_kept_in_chunks()
    {
        var store = new ContentStore(_folder["store"]);
        var sizes = new ChunkSizes(16 * 1024, 64 * 1024, 256 * 1024);
        for (var i = 0; i < 600; i++) Write($"{i:D4}", Seeded.Bytes(10_000, seed: i));
        using (var first = Pack.Open(Root, Pack.List(Root))) ChunkedFile.Put(store, first, sizes);
        Write("0300", Seeded.Bytes(11_000, seed: 7000));

        using var second = Pack.Open(Root, Pack.List(Root));
        var kept = ChunkedFile.Put(store, second, sizes);

        Assert.InRange(kept.NewBytes, 11_000, 600_000);
        using var stream = ChunkedFile.Open(store, kept.Digest);
        Assert.Equal(600, Pack.Read(stream).Count);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\\..\\b")]
    [InlineData("C:x")]
    [InlineData("a\nb")]
    [InlineData("a./b")]
    [InlineData("nul.txt")]
    [InlineData("")]
    public void A_path_that_leads_elsewhere_is_refused_on_both_sides(string path)
    {
        Assert.Throws<InvalidDataException>(() => Pack.Open(Root, [path]));
        byte[] pack = [.. TarHeader.For(path, 0), .. new byte[1024]];

        Assert.Throws<InvalidDataException>(() => Pack.Extract(new MemoryStream(pack), _folder["out"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.RegularFile)] // with a time and rights of its own
    public void Other_peoples_tar_entries_are_refused(TarEntryType type)
    {
        var entry = new UstarTarEntry(type, "link");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = "/etc/passwd";
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true)) writer.WriteEntry(entry);
        stream.Position = 0;

        Assert.Throws<InvalidDataException>(() => Pack.Extract(stream, _folder["out"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Duplicates_and_disorder_are_refused()
    {
        foreach (var second in new[] { "b", "a" })
        {
            byte[] pack = [.. TarHeader.For("b", 0), .. TarHeader.For(second, 0), .. new byte[1024]];

            Assert.Throws<InvalidDataException>(() => Pack.Read(new MemoryStream(pack)));
        }

        Assert.Throws<InvalidDataException>(() => Pack.Open(Root, ["a", "a"]));
    }

    [Fact]
    public void Absurd_sizes_are_refused_before_anything_is_written()
    {
        var huge = TarHeader.For("a", 1L << 50);
        var many = Enumerable.Range(0, 5).SelectMany(i => TarHeader.For($"{i}", 0)).Concat(new byte[1024]).ToArray();

        Assert.Throws<InvalidDataException>(() => Pack.Extract(new MemoryStream(huge), _folder["out"]));
        Assert.Contains("ends before", Assert.Throws<InvalidDataException>(() => Pack.Extract(new MemoryStream(TarHeader.For("a", 1L << 35)), _folder["out"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Pack.Read(new MemoryStream(many), new PackLimits(4)));
        Assert.Equal(5, Pack.Read(new MemoryStream(many), new PackLimits(5)).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_pack_that_was_cut_or_changed_is_refused_or_holds_other_contents_but_never_breaks()
    {
        Write("a.csv", Seeded.Bytes(700));
        Write("b.csv", Seeded.Bytes(3));
        Write("größe", Seeded.Bytes(30));
        var pack = Packed().ToArray();
        for (var length = 0; length < pack.Length; length += 13) Assert.Throws<InvalidDataException>(() => Pack.Read(new MemoryStream(pack[..length])));
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var changed = pack.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                Assert.InRange(Pack.Read(new MemoryStream(changed)).Count, 0, 3);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }

        Assert.Throws<InvalidDataException>(() => Pack.Read(new MemoryStream([.. pack, 0])));
    }

    [Fact]
    public void Links_and_pipes_in_a_folder_are_named_instead_of_followed_or_left_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are made by mkfifo");
        Write("a", [1]);
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(Root, "pipe"))) mkfifo.WaitForExit();
        Assert.Contains("pipe", Assert.Throws<InvalidDataException>(() => Packed()).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Root, "pipe"));
        File.CreateSymbolicLink(Path.Combine(Root, "b"), "/etc/passwd");

        Assert.Throws<InvalidDataException>(() => Pack.List(Root));
        Assert.Throws<InvalidDataException>(() => Pack.Write(Root, ["b"], Stream.Null));
    }

    [Fact]
    public void A_folder_that_is_there_is_not_written_into()
    {
        Fill();
        Directory.CreateDirectory(_folder["out"]);

        Assert.Throws<IOException>(() => Pack.Extract(Packed(), _folder["out"]));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["out"]));
    }

    [Fact]
    public void Paths_sort_by_their_bytes()
    {
        string[] paths = ["a", "a.b", "a/b", "b", "\uE000", "\uFFFC", "😀", "😁", "ä"];

        Assert.Equal(paths.Order(Comparer<string>.Create((x, y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)))), paths.Order(Comparer<string>.Create(PackPath.Compare)));
    }

    private void Fill()
    {
        Write("a.csv", "first"u8.ToArray());
        Write("a/x.csv", Seeded.Bytes(512));
        Write("a/b/empty", []);
        Write("große 数据.csv", Seeded.Bytes(513));
        Write("large", Seeded.Bytes(3_000_000));
        Write(Long, Seeded.Bytes(5));
    }

    private void Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    private MemoryStream Packed()
    {
        var stream = new MemoryStream();
        Pack.Write(Root, Pack.List(Root), stream);
        stream.Position = 0;
        return stream;
    }
}
