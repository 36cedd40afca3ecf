using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Tests;

/// <summary>A store that somebody else prepared: one that came with a clone, say.</summary>
public sealed class HostileStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public HostileStoreTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_in_a_blobs_place_is_no_blob_and_is_replaced()
    {
        var bytes = Some.Bytes("mine");
        File.WriteAllBytes(_folder["elsewhere"], bytes);
        Store.Put(Some.Bytes("other"));
        File.CreateSymbolicLink(Store.PathOf(Digest.Of(bytes)), _folder["elsewhere"]);

        Assert.False(Store.Contains(Digest.Of(bytes)));
        Assert.Throws<ContentMissingException>(() => Store.Get(Digest.Of(bytes)));
        Store.Put(bytes);

        Assert.Null(new FileInfo(Store.PathOf(Digest.Of(bytes))).LinkTarget);
        Assert.Equal(bytes, Store.Get(Digest.Of(bytes)));
        Assert.Equal(bytes, File.ReadAllBytes(_folder["elsewhere"]));
    }

    [Theory]
    [InlineData("tmp")]
    [InlineData("blobs")]
    [InlineData("blobs/sha256")]
    public void A_link_in_a_folders_place_is_refused_before_anything_is_written_or_swept(string name)
    {
        Directory.CreateDirectory(_folder["store/blobs"]);
        if (name == "blobs") Directory.Delete(_folder["store/blobs"]);
        Directory.CreateDirectory(_folder["precious"]);
        File.WriteAllText(_folder["precious/old"], "old");
        File.SetLastWriteTimeUtc(_folder["precious/old"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateSymbolicLink(_folder["store/" + name], _folder["precious"]);

        Assert.Throws<InvalidDataException>(() => Store.Put(Some.Bytes("x")));
        if (name == "tmp") Assert.Throws<InvalidDataException>(() => Store.Verify());

        Assert.Equal([_folder["precious/old"]], Directory.EnumerateFileSystemEntries(_folder["precious"]));
    }

    [Theory]
    [InlineData(".index.lock")]
    [InlineData("tmp/locks/collection")]
    public void A_link_in_a_locks_place_is_refused(string name)
    {
        var blob = Some.Blob(Store, "x");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["store/" + name])!);
        File.Delete(_folder["store/" + name]);
        File.CreateSymbolicLink(_folder["store/" + name], _folder["made-elsewhere"]);

        Assert.Throws<InvalidDataException>(() => Store.Tag("v1", blob));

        Assert.False(File.Exists(_folder["made-elsewhere"]));
    }

    [Theory]
    [InlineData(0L, 9L, "chunk has")]
    [InlineData(9L, 10L, "together")]
    [InlineData(1L << 40, 1L << 40, "chunk has")]
    public void A_list_of_chunks_with_absurd_sizes_is_refused(long chunk, long whole, string says)
    {
        var head = Head(Digest.Of("file"u8), whole, new Descriptor(MediaTypes.Bytes, Store.Put(Some.Bytes("a chunk..")), chunk));

        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, head, Digest.Of("file"u8))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_that_make_another_file_are_not_adopted()
    {
        var chunk = new Descriptor(MediaTypes.Bytes, Store.Put(Some.Bytes("a chunk..")), 9);
        var wanted = Digest.Of("what the lock names"u8);
        var lies = Head(wanted, 9, chunk);
        var other = Head(Digest.Of("a chunk.."u8), 9, chunk);

        Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, lies, wanted));
        Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, other, wanted));
        Assert.Null(ChunkedFile.SizeOf(Store, wanted));
        Assert.Equal(Digest.Of("a chunk.."u8), ChunkedFile.Adopt(Store, other, Digest.Of("a chunk.."u8)).Digest);
    }

    [Fact]
    public void A_document_of_another_kind_is_no_list_of_chunks()
    {
        var manifest = Store.PutManifest(Some.Manifest(Store, "weights"));
        var image = Store.PutManifest(Some.Manifest(Store, "weights") with { ArtifactType = ChunkList.ArtifactType });

        Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, manifest, manifest.Digest));
        Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, image, manifest.Digest));
    }

    [Fact]
    public void A_short_index_that_names_one_part_again_and_again_is_refused()
    {
        var chunk = new Descriptor(MediaTypes.Bytes, Store.Put([1]), 1);
        var part = Store.PutManifest(new OciManifest { ArtifactType = ChunkList.PartType, Config = Descriptor.Empty, Layers = [.. Enumerable.Repeat(chunk, 8000)] });
        var bytes = new OciIndex { ArtifactType = ChunkList.ArtifactType, Manifests = [.. Enumerable.Repeat(part, 200)] }.ToBytes();

        var error = Assert.Throws<InvalidDataException>(() => ChunkedFile.Adopt(Store, new Descriptor(MediaTypes.Index, Store.Put(bytes), bytes.Length), chunk.Digest));

        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_large_file_is_an_index_of_parts()
    {
        var chunks = Enumerable.Range(0, ChunkList.ChunksPerManifest + 5).Select(i => new Descriptor(MediaTypes.Bytes, Store.Put(BitConverter.GetBytes(i % 300)), 4)).ToArray();
        var whole = chunks.SelectMany(c => Store.Get(c.Digest)).ToArray();

        var head = ChunkList.Write(Store, Digest.Of(whole), whole.Length, chunks);
        ChunkedFile.Adopt(Store, head, Digest.Of(whole));

        Assert.Equal(MediaTypes.Index, head.MediaType);
        using var stream = ChunkedFile.Open(Store, Digest.Of(whole));
        Assert.Equal(Digest.Of(whole), Digest.Of(stream));
        Assert.Equal(2, ChunkedFile.Find(Store, Digest.Of(whole))!.Parts.Count);
    }

    private Descriptor Head(Digest whole, long size, params Descriptor[] chunks) => ChunkList.Write(Store, whole, size, chunks);
}
