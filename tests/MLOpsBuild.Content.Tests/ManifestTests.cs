using System.Text;

namespace MLOpsBuild.Content.Tests;

public sealed class ManifestTests : IDisposable
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_empty_descriptor_is_the_specification_s() =>
        Assert.Equal("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Descriptor.Empty.Digest.ToString());

    [Fact]
    public void A_manifest_has_the_same_bytes_whoever_writes_it()
    {
        var manifest = Some.Manifest(Store, "x") with
        {
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2 + <2>", ["a"] = "1" },
        };

        Assert.Equal(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.example.thing.v1+json",""" +
            """ "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},""".TrimStart() +
            """ "layers":[{"mediaType":"application/octet-stream","digest":"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","size":1}],""".TrimStart() +
            """ "annotations":{"a":"1","b":"2 + <2>"}}""".TrimStart(),
            Encoding.UTF8.GetString(manifest.ToBytes()));
    }

    [Fact]
    public void A_manifest_survives_its_bytes()
    {
        var subject = Store.PutManifest(Some.Manifest(Store, "model"));
        var manifest = Some.About(Store, subject, "verdict") with { Annotations = new SortedDictionary<string, string> { ["a"] = "ü \" \\ \u0001" } };

        Assert.Equal(manifest, OciManifest.Parse(manifest.ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":1,"config":C,"layers":[]}""")]
    [InlineData("""{"schemaVersion":"2","config":C,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":C}""")]
    [InlineData("""{"schemaVersion":2,"config":C,"layers":null}""")]
    [InlineData("""{"schemaVersion":2,"config":C,"layers":[null]}""")]
    [InlineData("""{"schemaVersion":2,"config":C,"layers":[],"layers":[C]}""")]
    [InlineData("""{"schemaVersion":2,"config":C,"layers":[],"mediaType":"application/vnd.oci.image.index.v1+json"}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:../../x","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:Z","size":-1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:Z","size":1.5},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:Z","size":99999999999999999999},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"no type","digest":"sha256:Z","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":null,"digest":"sha256:Z","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":C,"layers":[],"annotations":{"a":1}}""")]
    public void What_is_no_manifest_is_refused(string text)
    {
        var bytes = Some.Bytes(text.Replace("C", """{"mediaType":"a/b","digest":"sha256:Z","size":1}""", StringComparison.Ordinal).Replace("Z", Zeros, StringComparison.Ordinal));

        Assert.Throws<InvalidDataException>(() => OciManifest.Parse(bytes));
    }

    [Fact]
    public void Members_of_later_versions_are_passed_over()
    {
        var bytes = Some.Bytes($$$"""{"later":{"x":[1]},"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:{{{Zeros}}}","size":1,"urls":["u"]},"layers":[]}""");

        Assert.Equal("a/b", OciManifest.Parse(bytes).Config.MediaType);
    }

    [Fact]
    public void A_manifest_over_4_MiB_is_refused_unread()
    {
        var error = Assert.Throws<InvalidDataException>(() => OciManifest.Parse(new byte[4 * 1024 * 1024 + 1]));

        Assert.Contains("4194305", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_nested_without_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => OciManifest.Parse(Some.Bytes("{\"x\":" + new string('[', 100_000))));

    [Fact]
    public void Any_damage_to_a_manifest_gives_a_refusal_or_a_valid_manifest_and_nothing_else()
    {
        var bytes = Some.About(Store, Store.PutManifest(Some.Manifest(Store, "model")), "verdict").ToBytes();
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            var thrown = Record.Exception(() => OciManifest.Parse(damaged.AsSpan(0, random.Next(damaged.Length + 1))));

            Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
        }
    }

    [Fact]
    public void A_manifest_is_kept_only_with_all_its_parts()
    {
        var absent = new Descriptor(MediaTypes.Bytes, Digest.Of("absent"u8), 6);
        var manifest = Some.Manifest(Store, "x");

        Assert.Equal(absent.Digest, Assert.Throws<ContentMissingException>(() => Store.PutManifest(manifest with { Layers = [absent] }, "v1")).Digest);
        Assert.Empty(Store.Tags());
    }

    [Fact]
    public void Referrers_are_listed_once_in_order_and_by_type()
    {
        var subject = Store.PutManifest(Some.Manifest(Store, "model"), "v1");
        Store.PutManifest(Some.About(Store, subject, "one"));
        Store.PutManifest(Some.About(Store, subject, "one"));
        Store.PutManifest(Some.About(Store, subject, "two", "application/vnd.example.other"));

        var all = Store.Referrers(subject.Digest);

        Assert.Equal(2, all.Count);
        Assert.Equal(all.Select(r => r.Digest).Order(), all.Select(r => r.Digest));
        Assert.Equal("application/vnd.example.other", Assert.Single(Store.Referrers(subject.Digest, "application/vnd.example.other")).ArtifactType);
        Assert.Empty(Store.Referrers(Digest.Of("another"u8)));
        Assert.Equal(["v1"], Store.Tags().Select(t => t.Name));
        Assert.Equal(MediaTypes.Index, Store.Resolve("sha256-" + subject.Digest.Hex)!.MediaType);
    }

    [Fact]
    public void Descriptors_are_equal_by_content()
    {
        var make = (string value) => new Descriptor("a/b", Digest.Of("x"u8), 1) { Annotations = new SortedDictionary<string, string> { ["k"] = value } };

        Assert.Equal(make("v"), make("v"));
        Assert.NotEqual(make("v"), make("w"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Descriptor("a/b", default, -1));
        Assert.Throws<ArgumentException>(() => new Descriptor("a b", default, 1));
    }
}
