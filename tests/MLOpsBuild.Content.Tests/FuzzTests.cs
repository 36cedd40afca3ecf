using System.Text;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Packing;
using MLOpsBuild.Tests;

namespace MLOpsBuild.Content.Tests;

/// <summary>Damaged documents and packs: each is read or refused by its documented exception, in bounded memory.</summary>
[Trait("Repeats", "Fuzz")]
public sealed class FuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_manifest_is_read_or_refused()
    {
        var valid = Some.About(Store, Store.PutManifest(Some.Manifest(Store, "a", "b")), "c") with { Annotations = new() { ["k"] = "v", ["x"] = "y" } };

        Fuzz(valid.ToBytes(), bytes =>
        {
            var read = OciManifest.Parse(bytes);
            Assert.Equal(read.ToBytes(), OciManifest.Parse(read.ToBytes()).ToBytes());
        });
    }

    [Fact]
    public void A_damaged_index_is_read_or_refused()
    {
        var valid = new OciIndex { ArtifactType = Some.ArtifactType, Manifests = [Store.PutManifest(Some.Manifest(Store, "a")), Some.Blob(Store, "b")], Annotations = new() { ["k"] = "v" } };

        Fuzz(valid.ToBytes(), bytes =>
        {
            var read = OciIndex.Parse(bytes, "The index");
            Assert.Equal(read.ToBytes(), OciIndex.Parse(read.ToBytes(), "The index").ToBytes());
        });
    }

    [Fact]
    public void A_damaged_list_of_chunks_is_read_or_refused()
    {
        var head = ChunkList.Write(Store, Digest.Of("abc"u8), 6, [Some.Blob(Store, "abc"), Some.Blob(Store, "def")]);

        Fuzz(File.ReadAllBytes(Store.PathOf(head.Digest)), bytes =>
        {
            var read = ChunkList.Read(head, _ => bytes);
            Assert.Equal(read.Size, read.Chunks.Sum(c => c.Size));
        });
    }

    [Fact]
    public void A_damaged_list_of_parts_is_read_or_refused()
    {
        var part = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(File.ReadAllBytes(Store.PathOf(ChunkList.Write(Store, Digest.Of("abc"u8), 3, [Some.Blob(Store, "abc")]).Digest)))
            .Replace(ChunkList.ArtifactType, ChunkList.PartType, StringComparison.Ordinal));
        var index = new OciIndex
        {
            ArtifactType = ChunkList.ArtifactType,
            Manifests = [new Descriptor(MediaTypes.Manifest, Digest.Of(part), part.Length)],
            Annotations = new() { [ChunkList.DigestKey] = Digest.Of("abc"u8).ToString(), [ChunkList.SizeKey] = "3" },
        }.ToBytes();
        var head = new Descriptor(MediaTypes.Index, Digest.Of(index), index.Length);
        // Either document is damaged: the head, or the part below it.
        Fuzz(index, bytes => ChunkList.Read(head, d => d == head ? bytes : part));
        Fuzz(part, bytes => ChunkList.Read(head, d => d == head ? index : bytes));
    }

    [Fact]
    public void A_damaged_pack_is_read_or_refused_and_nothing_leaves_its_folder()
    {
        var root = _folder["in"];
        Directory.CreateDirectory(Path.Combine(root, "a"));
        File.WriteAllText(Path.Combine(root, "a", "x.csv"), "1,2");
        File.WriteAllText(Path.Combine(root, "empty"), "");
        var name = string.Join('/', Enumerable.Repeat("a-long-folder-name", 8));
        Directory.CreateDirectory(Path.Combine(root, name));
        File.WriteAllText(Path.Combine(root, name, "größe"), "long");
        using var pack = new MemoryStream();
        Pack.Write(root, Pack.List(root), pack);
        var limits = new PackLimits(100, 1 << 20);

        Fuzz(pack.ToArray(), bytes => Assert.All(Pack.Read(new MemoryStream(bytes), limits), f => Assert.DoesNotContain("..", f.Path.Split('/'))));
        Fuzz(pack.ToArray(), bytes => Pack.Read(new OneWay(bytes), limits));
    }

    private static void Fuzz(byte[] valid, Action<byte[]> read)
    {
        read(valid);
        using var limits = new FuzzLimits();
        var random = new Random(1);
        for (var i = 0; i < Fuzzing.Inputs; i++)
        {
            var bytes = Fuzzing.Damaged(valid, random);
            try
            {
                limits.Run(i, bytes, () => read(bytes));
            }
            catch (InvalidDataException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
            catch (Exception defect) when (defect is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"input {i}: {defect}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }

    /// <summary>As from a network: no length, no way back.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
