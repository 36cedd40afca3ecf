using System.Text;

namespace MLOpsBuild.Content.Tests;

public sealed class LayoutTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_is_an_image_layout_with_sorted_tags()
    {
        var blob = Some.Blob(Store, "x");

        Store.Tag("b", blob);
        Store.Tag("a", blob);

        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", File.ReadAllText(_folder["oci-layout"]));
        var entry = (string tag) =>
            $$$"""{"mediaType":"application/octet-stream","digest":"{{{blob.Digest}}}","size":1,"annotations":{"org.opencontainers.image.ref.name":"{{{tag}}}"}}""";
        Assert.Equal(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{entry("a")}},{{entry("b")}}]}""",
            File.ReadAllText(_folder["index.json"]));
    }

    [Fact]
    public void A_tag_moves_and_gives_back_what_it_was_given()
    {
        var first = Some.Blob(Store, "first");
        var second = Some.Blob(Store, "second") with { Annotations = new SortedDictionary<string, string> { ["k"] = "v" } };

        Store.Tag("models/churn", first);
        Store.Tag("models/churn", second);

        Assert.Equal(second, Store.Resolve("models/churn"));
        Assert.Equal([("models/churn", second)], Store.Tags());
        Store.Untag("models/churn");
        Assert.Null(Store.Resolve("models/churn"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("a/")]
    [InlineData("a\nb")]
    public void A_tag_that_is_no_name_is_refused(string name)
    {
        var blob = Some.Blob(Store, "x");

        Assert.Throws<ArgumentException>(() => Store.Tag(name, blob));
    }

    [Fact]
    public void A_tag_never_names_nothing()
    {
        Assert.Throws<ContentMissingException>(() => Store.Tag("v1", new Descriptor(MediaTypes.Bytes, Digest.Of("absent"u8), 6)));

        Assert.Empty(Store.Tags());
    }

    [Fact]
    public void Entries_that_others_wrote_without_a_tag_stay()
    {
        var blob = Some.Blob(Store, "x");
        File.WriteAllText(_folder["index.json"], $$$"""{"schemaVersion":2,"unknown":{"a":[1]},"manifests":[{"mediaType":"a/b","digest":"{{{blob.Digest}}}","size":1,"platform":{"os":"linux"}}]}""");

        Store.Tag("v1", blob);

        Assert.Contains("\"a/b\"", File.ReadAllText(_folder["index.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_cannot_be_read_is_named_and_kept()
    {
        var blob = Some.Blob(Store, "x");
        File.WriteAllText(_folder["index.json"], "{ broken");

        var error = Assert.Throws<InvalidDataException>(() => Store.Tag("v1", blob));

        Assert.Contains(_folder["index.json"], error.Message, StringComparison.Ordinal);
        Assert.Equal("{ broken", File.ReadAllText(_folder["index.json"]));
    }

    [Fact]
    public void The_same_content_in_any_order_gives_the_same_files()
    {
        using var other = new TempFolder();
        Fill(Store, ["a", "b", "c"]);
        Fill(new ContentStore(other.Path), ["c", "a", "b"]);

        Assert.Equal(File.ReadAllText(_folder["index.json"]), File.ReadAllText(other["index.json"]));
    }

    private static void Fill(ContentStore store, string[] names)
    {
        var subject = store.PutManifest(Some.Manifest(store, "model"), "model");
        foreach (var name in names) store.PutManifest(Some.About(store, subject, name), name);
        Assert.Equal(3, store.Referrers(subject.Digest).Count);
        Assert.NotEmpty(Encoding.UTF8.GetString(store.Get(subject.Digest)));
    }
}
