namespace MLOpsBuild.Content.Tests.Registries;

public sealed class TransferTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ContentStore _here;
    private readonly ContentStore _there;
    private readonly IRemote _remote;

    public TransferTests()
    {
        _here = new ContentStore(_folder["here"]);
        _there = new ContentStore(_folder["there"]);
        _remote = Remotes.Open(_folder["remote"], new RemoteOptions());
    }

    private ContentStore Behind => new(_folder["remote"]);

    [Fact]
    public async Task A_manifest_travels_with_its_blobs_and_referrers()
    {
        var model = _here.PutManifest(Manifests.Of(_here, "model"));
        var verdict = _here.PutManifest(Manifests.Of(_here, "verdict", model));

        await _remote.PushManifestAsync(_here, model.Digest, "v1", CancellationToken.None);
        var pulled = await _remote.PullManifestAsync(_there, "v1", CancellationToken.None);

        Assert.Equal(model.Digest, pulled!.Digest);
        Assert.Equal(model.Digest, _there.Resolve("v1")!.Digest);
        Assert.Equal(verdict.Digest, Assert.Single(_there.Referrers(model.Digest, "application/vnd.test.verdict")).Digest);
        Assert.Empty(_there.Referrers(model.Digest, "application/vnd.test.other"));
        Assert.Empty(_there.Verify());
        Assert.Null(await _remote.PullManifestAsync(_there, "v2", CancellationToken.None));
    }

    [Fact]
    public async Task A_damaged_blob_of_a_folder_is_refused_and_nothing_is_kept()
    {
        var digest = Behind.Put("the bytes"u8);
        File.WriteAllText(Behind.PathOf(digest), "the bites");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => _remote.PullAsync(_there, [digest], CancellationToken.None));

        Assert.Contains(digest.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Empty(_there.Blobs());
        Assert.Empty(Directory.GetFiles(Path.Combine(_there.Root, "tmp")));
    }

    [Fact]
    public async Task A_manifest_whose_blob_is_damaged_gets_no_tag()
    {
        var manifest = Manifests.Of(Behind, "model");
        Behind.PutManifest(manifest, "v1");
        File.WriteAllText(Behind.PathOf(manifest.Layers[0].Digest), "modem");

        await Assert.ThrowsAsync<InvalidDataException>(() => _remote.PullManifestAsync(_there, "v1", CancellationToken.None));

        Assert.Empty(_there.Tags());
    }

    [Fact]
    public async Task A_blob_longer_than_announced_is_refused()
    {
        var digest = Behind.Put("the bytes"u8);

        await Assert.ThrowsAsync<InvalidDataException>(() => _remote.PullAsync(_there, [new Descriptor(MediaTypes.Bytes, digest, 8)], CancellationToken.None));

        Assert.Empty(_there.Blobs());
    }

    [Fact]
    public async Task A_referrer_that_refers_to_something_else_is_refused()
    {
        var model = Behind.PutManifest(Manifests.Of(Behind, "model"), "v1");
        var other = Behind.PutManifest(Manifests.Of(Behind, "other"));
        Behind.SetReferrers(model.Digest, [Behind.PutManifest(Manifests.Of(Behind, "verdict", other))]);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => _remote.PullManifestAsync(_there, "v1", CancellationToken.None));

        Assert.Contains(model.Digest.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Empty(_there.Referrers(model.Digest));
    }

    [Fact]
    public async Task What_a_folder_does_not_have_is_named()
    {
        var digest = Digest.Of("nowhere"u8);

        var missing = await Assert.ThrowsAsync<ContentMissingException>(() => _remote.PullAsync(_there, [digest], CancellationToken.None));

        Assert.Equal(digest, missing.Digest);
        Assert.False(Directory.Exists(_folder["remote"]));
    }

    [Fact]
    public async Task A_damaged_blob_of_ours_is_not_pushed()
    {
        var digest = _here.Put("the bytes"u8);
        File.WriteAllText(_here.PathOf(digest), "the bites");

        await Assert.ThrowsAsync<ContentCorruptException>(() => _remote.PushBlobAsync(digest, _here, CancellationToken.None));

        Assert.False(Behind.Contains(digest));
    }

    public void Dispose() => _folder.Dispose();
}
