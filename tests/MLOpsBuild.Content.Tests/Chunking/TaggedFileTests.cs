using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Tests.Chunking;

public sealed class TaggedFileTests : IDisposable
{
    private static readonly Dictionary<string, string> Named = new() { ["org.example.name"] = "a" };
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();

    private ContentStore Here => new(_folder["here"]);

    private ContentStore Elsewhere => new(_folder["elsewhere"]);

    private ContentStore There => new(_folder["there"]);

    private IRemote Remote => Remotes.Open(_folder["there"], new RemoteOptions());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Small_and_large_files_are_found_by_tag_and_by_digest_and_come_back_whole()
    {
        var small = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(1000)));
        var large = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(6_000_000)));
        await Remote.PushFilesAsync(Here, [new SharedFile(small.Digest, "small", Named), new SharedFile(large.Digest, "large", Named)], new TransferOptions(), None);

        var document = There.GetManifest(There.Resolve("small")!.Digest);
        Assert.Equal(("a", small.Digest), (document.Annotations!["org.example.name"], Assert.Single(document.Layers).Digest));
        var found = new[] { (await Remote.FindFileAsync("small", None))!, (await Remote.FindFileAsync(large.Digest, large.Size, ["large"], None))! };
        await Remote.PullFilesAsync(Elsewhere, found, new TransferOptions(), None);
        Assert.All([small, large], f => Assert.True(ChunkedFile.Contains(Elsewhere, f.Digest)));
        Assert.Equal(large.Head, ChunkedFile.HeadOf(Elsewhere, large.Digest));
    }

    [Fact]
    public async Task A_tag_that_moves_leaves_the_file_before_where_its_digest_finds_it()
    {
        var first = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(1000)));
        var second = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(1001)));
        foreach (var file in new[] { first, second }) await Remote.PushFilesAsync(Here, [new SharedFile(file.Digest, "data.a.b", Named)], new TransferOptions(), None);

        Assert.Equal(second.Digest, (await Remote.FindFileAsync("data.a.b", None))!.Digest);
        Assert.Equal(first.Digest, (await Remote.FindFileAsync(first.Digest, first.Size, ["data.a.b"], None))!.Digest);
        Assert.Equal(["chunks-" + first.Digest.Hex, "data.a.b"], There.Tags().Select(t => t.Name));
    }

    [Fact]
    public async Task Any_manifest_with_one_layer_is_a_file_and_one_with_two_is_none()
    {
        var layer = Some.Blob(There, "rows");
        There.PutManifest(new OciManifest { ArtifactType = "text/csv", Config = Descriptor.Empty, Layers = [layer] }, "one");
        There.PutManifest(new OciManifest { ArtifactType = "text/csv", Config = Descriptor.Empty, Layers = [layer, Some.Blob(There, "more")] }, "two");
        Assert.Equal(layer.Digest, (await Remote.FindFileAsync("one", None))!.Digest);
        Assert.Null(await Remote.FindFileAsync("two", None));
        Assert.Null(await Remote.FindFileAsync("none", None));
    }

    [Fact]
    public async Task A_folder_that_lost_a_chunk_does_not_have_the_file()
    {
        var file = ChunkedFile.Put(Here, new MemoryStream(Seeded.Bytes(1000)));
        await Remote.PushFilesAsync(Here, [new SharedFile(file.Digest, "a", Named)], new TransferOptions(), None);
        There.Remove(file.Digest);
        Assert.Null(await Remote.FindFileAsync(file.Digest, file.Size, ["a"], None));
    }
}
