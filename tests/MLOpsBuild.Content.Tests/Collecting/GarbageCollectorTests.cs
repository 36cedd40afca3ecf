using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Collecting;

namespace MLOpsBuild.Content.Tests.Collecting;

public sealed class GarbageCollectorTests : IDisposable
{
    private static readonly TimeSpan None = TimeSpan.FromDays(-1); // so that what was put this instant is old
    private static readonly ChunkSizes Small = new(16 * 1024, 64 * 1024, 256 * 1024);
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_tags_and_roots_need_stays_and_the_rest_goes()
    {
        var model = Store.PutManifest(Some.Manifest(Store, "weights", "card"), "v1");
        var evidence = Store.PutManifest(Some.About(Store, model, "verdict"));
        var locked = Store.Put(Some.Bytes("a partition"));
        var kept = Store.Blobs();
        var loose = Store.Put(Some.Bytes("loose"));
        var manifest = Store.PutManifest(Some.Manifest(Store, "replaced"));

        var plan = GarbageCollector.Plan(Store, [locked], None);

        Assert.Equal(new[] { loose, manifest.Digest, Digest.Of("replaced"u8) }.Order(), plan.Blobs.Select(b => b.Digest));
        Assert.Equal(5 + manifest.Size + 8, plan.Size);
        Assert.Equal(kept.Count + 3, Store.Blobs().Count);
        Assert.Equal(plan.Blobs, GarbageCollector.Collect(plan));
        Assert.Equal(kept, Store.Blobs());
        Assert.Equal([evidence.Digest], Store.Referrers(model.Digest).Select(r => r.Digest));
    }

    [Fact]
    public void A_chunked_file_is_kept_by_its_own_digest_or_goes_with_its_link()
    {
        var first = Seeded.Bytes(5_000_000);
        var one = ChunkedFile.Put(Store, new MemoryStream(first), Small);
        var two = ChunkedFile.Put(Store, new MemoryStream([.. first[..4_500_000], .. Seeded.Bytes(600_000, seed: 2)]), Small);

        var plan = GarbageCollector.Plan(Store, [two.Digest], None);
        GarbageCollector.Collect(plan);

        Assert.Equal([one.Digest], plan.Files);
        Assert.InRange(plan.Size, 500_000, 1_200_000);
        Assert.Null(ChunkedFile.SizeOf(Store, one.Digest));
        ChunkedFile.Restore(Store, two.Digest, _folder["back"]);
        GarbageCollector.Collect(GarbageCollector.Plan(Store, [], None));
        Assert.Empty(Store.Blobs());
        Assert.Empty(FileLinks.All(Store));
    }

    [Fact]
    public void What_is_young_or_was_put_again_is_spared()
    {
        var bytes = Some.Bytes("put twice");
        var old = Store.Put(Some.Bytes("old"));
        var again = Store.Put(bytes);
        var young = Store.Put(Some.Bytes("young"));
        foreach (var digest in new[] { old, again }) File.SetLastWriteTimeUtc(Store.PathOf(digest), DateTime.UtcNow.AddDays(-3));
        var plan = GarbageCollector.Plan(Store, []);
        Assert.Equal((2, 1), (plan.Blobs.Count, plan.Young));

        Store.Put(bytes); // between the dry run and the deletion
        GarbageCollector.Collect(plan);

        Assert.Equal(new[] { again, young }.Order(), Store.Blobs());
    }

    [Fact]
    public void What_was_tagged_since_the_plan_is_spared_with_all_that_it_needs()
    {
        var manifest = Store.PutManifest(Some.Manifest(Store, "weights"));
        var plan = GarbageCollector.Plan(Store, [], None);
        Assert.Equal(3, plan.Blobs.Count);

        Store.Tag("v1", manifest);

        Assert.Empty(GarbageCollector.Collect(plan));
        Assert.Empty(Store.Verify());
    }

    [Fact]
    public void Nothing_goes_while_a_document_cannot_be_read()
    {
        var manifest = Store.PutManifest(Some.Manifest(Store, "weights"), "v1");
        Store.Put(Some.Bytes("loose"));
        Some.FlipOneBit(Store.PathOf(manifest.Digest), at: 30);

        Assert.Contains(manifest.Digest.ToString(), Assert.Throws<InvalidDataException>(() => GarbageCollector.Plan(Store, [], None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_looks_like_a_document_is_data()
    {
        var data = Store.Put(Some.Bytes("""{"mediaType":"application/vnd.oci.image.manifest.v1+json","rows":[1]}"""));
        var loose = Store.Put(Some.Bytes("loose"));

        Assert.Equal([loose], GarbageCollector.Plan(Store, [data, Digest.Of("absent"u8)], None).Blobs.Select(b => b.Digest));
    }

    [Fact]
    public void A_very_large_files_parts_are_reached_through_its_index()
    {
        var part = Store.PutManifest(Some.Manifest(Store, "chunk") with { ArtifactType = ChunkList.PartType });
        var bytes = new OciIndex { ArtifactType = ChunkList.ArtifactType, Manifests = [part] }.ToBytes();
        Store.Tag("large", new Descriptor(MediaTypes.Index, Store.Put(bytes), bytes.Length));

        Assert.Empty(GarbageCollector.Plan(Store, [], None).Blobs);
    }
}
