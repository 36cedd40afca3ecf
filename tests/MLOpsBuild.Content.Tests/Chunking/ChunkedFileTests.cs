using System.Diagnostics;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Tests.Chunking;

public sealed class ChunkedFileTests : IDisposable
{
    private static readonly ChunkSizes Small = new(16 * 1024, 64 * 1024, 256 * 1024);
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_comes_back_whole_under_its_own_digest()
    {
        foreach (var size in new[] { 0, 1, ChunkedFile.Threshold, ChunkedFile.Threshold + 1, 9_000_000 })
        {
            var bytes = Seeded.Bytes(size);
            File.WriteAllBytes(_folder["file"], bytes);

            var kept = ChunkedFile.Put(Store, _folder["file"]);
            ChunkedFile.Restore(Store, kept.Digest, _folder["back/file"]);

            Assert.Equal(Digest.Of(bytes), kept.Digest);
            Assert.Equal(size, kept.Size);
            Assert.Equal(size, ChunkedFile.SizeOf(Store, kept.Digest));
            Assert.Equal(size > ChunkedFile.Threshold, kept.Head is not null);
            Assert.True(ChunkedFile.Contains(Store, kept.Digest));
            Assert.Equal(bytes, File.ReadAllBytes(_folder["back/file"]));
            Assert.Single(Directory.EnumerateFiles(_folder["back"]));
        }

        Assert.Empty(Store.Verify());
    }

    [Fact]
    public void The_same_bytes_give_the_same_document_however_they_come()
    {
        var bytes = Seeded.Bytes(6_000_000);

        var first = ChunkedFile.Put(Store, new MemoryStream(bytes), Small);
        var second = ChunkedFile.Put(new ContentStore(_folder["other"]), new Dripping(bytes), Small);

        Assert.Equal(first.Head, second.Head);
        Assert.Equal(bytes.Length, first.NewBytes);
        Assert.Equal(0, ChunkedFile.Put(Store, new MemoryStream(bytes), Small).NewBytes);
    }

    [Fact]
    public void A_clustered_edit_of_a_hundredth_costs_a_few_hundredths()
    {
        var bytes = Seeded.Bytes(16_000_000);
        ChunkedFile.Put(Store, new MemoryStream(bytes), Small);
        byte[] edited = [.. bytes[..5_000_000], .. Seeded.Bytes(160_000, seed: 2), .. bytes[5_150_000..]];

        var kept = ChunkedFile.Put(Store, new MemoryStream(edited), Small);

        Assert.InRange(kept.NewBytes, 160_000, 480_000);
    }

    [Fact]
    public void A_registry_client_and_cat_restore_a_file()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "a shell is needed");
        var bytes = Seeded.Bytes(5_000_000);
        var kept = ChunkedFile.Put(Store, new MemoryStream(bytes));
        var manifest = Store.GetManifest(kept.Head!.Digest);
        Assert.Equal(kept.Digest.ToString(), manifest.Annotations![ChunkList.DigestKey]);

        var names = string.Join(' ', manifest.Layers.Select(l => l.Digest.Hex));
        using var cat = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"cat {names} > {_folder["joined"]}"]) { WorkingDirectory = Path.GetDirectoryName(Store.PathOf(kept.Digest)) })!;
        cat.WaitForExit();

        Assert.Equal(bytes, File.ReadAllBytes(_folder["joined"]));
    }

    [Fact]
    public void A_stream_can_be_read_from_any_place()
    {
        var bytes = Seeded.Bytes(5_000_000);
        var kept = ChunkedFile.Put(Store, new MemoryStream(bytes), Small);
        using var stream = ChunkedFile.Open(Store, kept.Digest);
        var random = new Random(3);
        var buffer = new byte[100_000];
        for (var i = 0; i < 200; i++)
        {
            stream.Position = random.Next(bytes.Length + 1);
            var expected = bytes.AsSpan((int)stream.Position, Math.Min(buffer.Length, bytes.Length - (int)stream.Position));

            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

            Assert.True(expected.SequenceEqual(buffer.AsSpan(0, read)));
        }
    }

    [Fact]
    public void A_damaged_or_missing_chunk_is_named_when_it_is_reached_and_put_again()
    {
        var bytes = Seeded.Bytes(5_000_000);
        var kept = ChunkedFile.Put(Store, new MemoryStream(bytes), Small);
        var chunks = ChunkedFile.Find(Store, kept.Digest)!.Chunks;
        Some.FlipOneBit(Store.PathOf(chunks[3].Digest));
        Store.Remove(chunks[5].Digest);

        using (var stream = ChunkedFile.Open(Store, kept.Digest))
        {
            Assert.Equal(chunks[3].Digest, Assert.Throws<ContentCorruptException>(() => stream.CopyTo(Stream.Null)).Digest);
        }

        Assert.Throws<ContentCorruptException>(() => ChunkedFile.Restore(Store, kept.Digest, _folder["back"]));
        Assert.False(File.Exists(_folder["back"]));
        Assert.False(ChunkedFile.Contains(Store, kept.Digest));
        Assert.Equal([chunks[5].Digest], ChunkedFile.Missing(Store, ChunkedFile.Find(Store, kept.Digest)!).Select(c => c.Digest));
        Assert.Equal(chunks[3].Size + chunks[5].Size, ChunkedFile.Put(Store, new MemoryStream(bytes), Small).NewBytes);
        ChunkedFile.Restore(Store, kept.Digest, _folder["back"]);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["back"]));
    }

    [Fact]
    public void A_source_that_fails_leaves_no_file_and_nothing_unfinished()
    {
        Assert.Throws<IOException>(() => ChunkedFile.Put(Store, new EndlessStream { FailsAfter = 20_000_000 }));

        Assert.Empty(Directory.EnumerateFiles(_folder["store/tmp"]));
        Assert.False(Directory.Exists(_folder["store/files"]));
    }

    [Fact]
    public void A_store_that_cannot_be_written_says_so_and_does_not_hang()
    {
        Directory.CreateDirectory(_folder["store/blobs"]);
        File.WriteAllText(_folder["store/blobs/sha256"], "a file where a folder should be");

        Assert.ThrowsAny<IOException>(() => ChunkedFile.Put(Store, new EndlessStream()));
    }

    [Fact]
    public async Task Work_that_is_cancelled_ends()
    {
        using var stop = new CancellationTokenSource();
        using var endless = new EndlessStream();
        var work = Task.Run(() => ChunkedFile.Put(Store, endless, cancellationToken: stop.Token), CancellationToken.None);
        while (endless.Given < 20_000_000) await Task.Yield();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Empty(Directory.EnumerateFiles(_folder["store/tmp"]));
    }

    [Fact]
    public void A_link_that_was_spoilt_is_as_good_as_none()
    {
        var kept = ChunkedFile.Put(Store, new MemoryStream(Seeded.Bytes(5_000_000)));
        File.WriteAllText(Path.Combine(FileLinks.Folder(Store), kept.Digest.Hex), "{ broken");

        Assert.False(ChunkedFile.Contains(Store, kept.Digest));
        Assert.Throws<ContentMissingException>(() => ChunkedFile.Open(Store, kept.Digest));
        ChunkedFile.Adopt(Store, kept.Head!, kept.Digest);
        Assert.True(ChunkedFile.Contains(Store, kept.Digest));
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + (int)(Position % 70_001))]);
    }
}
