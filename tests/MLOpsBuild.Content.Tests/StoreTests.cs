namespace MLOpsBuild.Content.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_that_were_put_come_back()
    {
        // Sizes on both sides of every buffer, filled from a seed.
        foreach (var size in new[] { 0, 1, 63, 64, 65_535, 65_536, 131_072, 131_073, 1_000_000 })
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);

            var digest = Store.Put(bytes);

            Assert.Equal(Digest.Of(bytes), digest);
            Assert.Equal(bytes, Store.Get(digest));
            Assert.Equal(digest, Store.Put(new MemoryStream(bytes)));
            Assert.Equal(size, Store.SizeOf(digest));
            using var stream = Store.Open(digest);
            Assert.Equal(digest, Digest.Of(stream));
        }
    }

    [Fact]
    public void A_file_is_kept_under_the_digest_of_its_bytes()
    {
        File.WriteAllBytes(_folder["file"], Some.Bytes("in a file"));

        Assert.Equal(Digest.Of("in a file"u8), Store.PutFile(_folder["file"]));
        Assert.Equal(Digest.Of("in a file"u8), Store.PutFile(_folder["file"]));
        Assert.Single(Store.Blobs());
    }

    [Fact]
    public void A_store_that_is_only_asked_writes_nothing()
    {
        Assert.False(Store.Contains(Digest.Of("x"u8)));
        Assert.Null(Store.SizeOf(Digest.Of("x"u8)));
        Assert.Empty(Store.Tags());
        Assert.Empty(Store.Verify());
        Assert.False(Directory.Exists(_folder["store"]));
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        var digest = Digest.Of("absent"u8);

        Assert.Equal(digest, Assert.Throws<ContentMissingException>(() => Store.Get(digest)).Digest);
        Assert.Equal(digest, Assert.Throws<ContentMissingException>(() => Store.Open(digest)).Digest);
        Assert.False(Store.Remove(digest));
    }

    [Fact]
    public void A_damaged_blob_is_named_and_never_returned()
    {
        var digest = Store.Put(Some.Bytes("some bytes"));
        Store.Put(Some.Bytes("others"));
        Some.FlipOneBit(Store.PathOf(digest), at: 4);

        Assert.Equal(Store.PathOf(digest), Assert.Throws<ContentCorruptException>(() => Store.Get(digest)).Path);
        Assert.Equal(digest, Assert.Throws<ContentCorruptException>(() => Store.Open(digest)).Digest);
        var found = Assert.Single(Store.Verify());
        Assert.Equal(digest, found.Digest);
        Assert.Equal(10, found.Size);
        Assert.NotEqual(digest, found.Found);
    }

    [Fact]
    public void A_blob_that_was_cut_short_is_found()
    {
        var digest = Store.Put(Some.Bytes("some bytes"));
        File.WriteAllBytes(Store.PathOf(digest), Some.Bytes("some"));

        Assert.Throws<ContentCorruptException>(() => Store.Get(digest));
        Assert.Single(Store.Verify());
    }

    [Fact]
    public void Putting_the_bytes_again_repairs_a_damaged_blob()
    {
        var bytes = Some.Bytes("some bytes");
        foreach (var put in new Func<Digest>[] { () => Store.Put(bytes), () => Store.Put(new MemoryStream(bytes)) })
        {
            Some.FlipOneBit(Store.PathOf(Store.Put(bytes)));

            var digest = put();

            Assert.Equal(bytes, Store.Get(digest));
            Assert.Empty(Store.Verify());
        }
    }

    [Fact]
    public void Unexpected_bytes_are_not_kept()
    {
        Assert.Throws<InvalidDataException>(() => Store.Put(new MemoryStream(Some.Bytes("other")), Digest.Of("expected"u8), 100));

        Assert.Empty(Store.Blobs());
        Assert.Empty(Directory.EnumerateFiles(_folder["store/tmp"]));
    }

    [Fact]
    public void More_bytes_than_announced_are_refused_before_the_stream_ends()
    {
        using var endless = new EndlessStream();

        Assert.Throws<InvalidDataException>(() => Store.Put(endless, null, 1_000_000));

        Assert.InRange(endless.Given, 1_000_001, 2_000_000);
        Assert.Empty(Store.Blobs());
    }

    [Fact]
    public void A_source_that_fails_half_way_leaves_nothing()
    {
        Assert.Throws<IOException>(() => Store.Put(new EndlessStream { FailsAfter = 300_000 }));

        Assert.Empty(Store.Blobs());
        Assert.Empty(Directory.EnumerateFiles(_folder["store/tmp"]));
    }

    [Fact]
    public void A_removed_blob_is_gone()
    {
        var digest = Store.Put(Some.Bytes("x"));

        Assert.True(Store.Remove(digest));

        Assert.False(Store.Contains(digest));
    }

    [Fact]
    public void Foreign_files_in_the_folder_are_left_alone()
    {
        Store.Put(Some.Bytes("x"));
        File.WriteAllText(Path.Combine(_folder["store"], "blobs", "sha256", "README"), "not ours");

        Assert.Single(Store.Blobs());
        Assert.Empty(Store.Verify());
    }
}
