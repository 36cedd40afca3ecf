namespace MLOpsBuild.Content.Tests;

public sealed class FolderRemoteTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();

    private ContentStore Here => new(_folder["here"]);

    private ContentStore There => new(_folder["there"]);

    private IRemote Remote => Remotes.Open(_folder["there"], new RemoteOptions());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_with_its_evidence_arrives_whole_with_the_same_digest()
    {
        var model = Here.PutManifest(Some.Manifest(Here, "weights", "card"), "v1");
        var evidence = Here.PutManifest(Some.About(Here, model, "verdict"));

        await Remote.PushManifestAsync(Here, model.Digest, "v1", None);
        var elsewhere = new ContentStore(_folder["elsewhere"]);
        var pulled = await Remote.PullManifestAsync(elsewhere, "v1", None);

        Assert.Equal(model.Digest, pulled!.Digest);
        Assert.Equal(Here.Get(model.Digest), elsewhere.Get(model.Digest));
        Assert.Equal([evidence.Digest], elsewhere.Referrers(model.Digest).Select(r => r.Digest));
        Assert.Empty(elsewhere.Verify());
        Assert.Equal(Here.Blobs(), elsewhere.Blobs());
    }

    [Fact]
    public async Task Reading_writes_nothing_into_the_folder()
    {
        var model = There.PutManifest(Some.Manifest(There, "weights"), "v1");
        Directory.Delete(_folder["there/tmp"], recursive: true);
        var before = Snapshot();

        await Remote.PullManifestAsync(Here, "v1", None);
        await Remote.TagsAsync(None);
        await Remote.ContainsAsync(model.Digest, None);

        Assert.Equal(before, Snapshot());
        Assert.True(Here.Contains(model.Digest));
    }

    [Fact]
    public async Task A_damaged_blob_in_the_folder_is_not_taken_over()
    {
        var model = There.PutManifest(Some.Manifest(There, "weights"), "v1");
        var weights = There.GetManifest(model.Digest).Layers[0].Digest;
        Some.FlipOneBit(There.PathOf(weights));

        var thrown = await Record.ExceptionAsync(() => Remote.PullManifestAsync(Here, "v1", None));

        Assert.True(thrown is InvalidDataException or ContentCorruptException, thrown?.ToString());
        Assert.Contains(weights.ToString(), thrown!.Message, StringComparison.Ordinal);
        Assert.False(Here.Contains(weights));
        Assert.False(Here.Contains(model.Digest));
    }

    [Fact]
    public async Task What_the_folder_does_not_know_is_null()
    {
        Assert.Null(await Remote.ResolveAsync("v9", None));
        Assert.Null(await Remote.PullManifestAsync(Here, "v9", None));
        Assert.Null(await Remote.ResolveAsync(Digest.Of("absent"u8).ToString(), None));
    }

    private List<string> Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(_folder["there"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => $"{p} {File.GetLastWriteTimeUtc(p):O}")];
}
