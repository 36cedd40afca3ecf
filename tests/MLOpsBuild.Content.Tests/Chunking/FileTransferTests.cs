using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Tests.Chunking;

public sealed class FileTransferTests : IDisposable
{
    private static readonly ChunkSizes Small = new(16 * 1024, 64 * 1024, 256 * 1024);
    private readonly TempFolder _folder = new();

    private ContentStore Here => new(_folder["here"]);

    private ContentStore There => new(_folder["there"]);

    private ContentStore Elsewhere => new(_folder["elsewhere"]);

    private IRemote Remote => Remotes.Open(_folder["there"], new RemoteOptions());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_arrive_in_the_form_they_have_and_only_what_is_new_moves()
    {
        var bytes = Seeded.Bytes(6_000_000);
        var small = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(1000)));
        var first = ChunkedFile.Put(Here, new MemoryStream(bytes), Small);
        var second = ChunkedFile.Put(Here, new MemoryStream([.. bytes[..3_000_000], .. Seeded.Bytes(60_000, seed: 2), .. bytes[3_000_000..]]), Small);
        foreach (var file in new[] { small, first }) await Remote.PushFileAsync(Here, file.Digest, CancellationToken.None);
        var before = There.Blobs().Count;

        await Remote.PushFileAsync(Here, second.Digest, CancellationToken.None);

        Assert.InRange(There.Blobs().Count - before, 2, 8);
        foreach (var file in new[] { small, first, second })
        {
            Assert.True(await Remote.PullFileAsync(Elsewhere, file.Digest, file.Size, CancellationToken.None));
            Assert.True(ChunkedFile.Contains(Elsewhere, file.Digest));
            Assert.Equal(file.Head, ChunkedFile.HeadOf(Elsewhere, file.Digest));
        }

        Assert.Empty(Elsewhere.Verify());
        Assert.False(await Remote.PullFileAsync(Elsewhere, Digest.Of("absent"u8), 6, CancellationToken.None));
        await Assert.ThrowsAsync<ContentMissingException>(() => Remote.PushFileAsync(Here, Digest.Of("absent"u8), CancellationToken.None));
    }

    [Fact]
    public async Task A_very_large_files_index_and_parts_travel_too()
    {
        var chunks = Enumerable.Range(0, ChunkList.ChunksPerManifest + 5).Select(i => new Descriptor(MediaTypes.Bytes, Here.Put(BitConverter.GetBytes(i % 20)), 4)).ToArray();
        var bytes = chunks.SelectMany(c => Here.Get(c.Digest)).ToArray();
        ChunkedFile.Adopt(Here, ChunkList.Write(Here, Digest.Of(bytes), bytes.Length, chunks), Digest.Of(bytes));

        await Remote.PushFileAsync(Here, Digest.Of(bytes), CancellationToken.None);

        Assert.True(await Remote.PullFileAsync(Elsewhere, Digest.Of(bytes), bytes.Length, CancellationToken.None));
        ChunkedFile.Restore(Elsewhere, Digest.Of(bytes), _folder["back"]);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["back"]));
    }

    [Fact]
    public async Task A_list_for_another_file_or_size_is_refused_before_its_chunks_are_fetched()
    {
        var file = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(5_000_000)), Small);
        await Remote.PushFileAsync(Here, file.Digest, CancellationToken.None);
        There.Tag(ChunkedFile.TagOf(Digest.Of("wanted"u8)), file.Head!);

        await Assert.ThrowsAsync<InvalidDataException>(() => Remote.PullFileAsync(Elsewhere, Digest.Of("wanted"u8), 5_000_000, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidDataException>(() => Remote.PullFileAsync(Elsewhere, file.Digest, 4_999_999, CancellationToken.None));

        Assert.Empty(Elsewhere.Blobs());
    }
}
