using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Delivery.Tests.Packages;

public sealed class ModelPackageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Package_that_was_written_is_read_back_equal()
    {
        var digest = ModelPackage.Write(Store, Some.Package());

        var read = ModelPackage.Read(Store, digest);

        Assert.Equal("churn", read.Name);
        Assert.Equal(Some.Bytes("model"), read.Model);
        Assert.Equal(Some.Signature, read.Signature);
        Assert.Equal(Some.Bytes("assembly"), read.Code);
        Assert.Equal("Acme.dll", read.CodeFile);
        Assert.Equal(Some.Bytes("# churn\n"), read.Card);
    }

    [Fact]
    public void Package_without_code_is_read_back_without_code()
    {
        var digest = ModelPackage.Write(Store, Some.Package() with { Code = null, CodeFile = null });

        var read = ModelPackage.Read(Store, digest);

        Assert.Null(read.Code);
        Assert.Null(read.CodeFile);
    }

    [Fact]
    public void Same_content_in_another_folder_has_the_same_bytes()
    {
        var other = new ContentStore(_folder["elsewhere/deeper"]);

        var first = ModelPackage.Write(Store, Some.Package());
        var second = ModelPackage.Write(other, Some.Package());

        Assert.Equal(first, second);
        Assert.Equal(Store.Blobs(), other.Blobs());
    }

    [Fact]
    public void Digest_is_the_one_that_was_worked_out_once_and_for_all() =>
        Assert.Equal("sha256:b209be14aa563e266c57ebf259311da0f50a82ec3d1c100aca30bd62647bb695", ModelPackage.Write(Store, Some.Package()).ToString());

    [Fact]
    public void Every_part_of_the_content_moves_the_digest()
    {
        var package = Some.Package();
        ModelPackageContent[] variants =
        [
            package,
            Some.Package("other"),
            package with { Card = Some.Bytes("# other\n") },
            package with { Code = Some.Bytes("other") },
            package with { CodeFile = "Other.dll" },
            package with { Code = null, CodeFile = null },
            package with { Signature = Some.Signature with { Threshold = 0.5 } },
            package with { Name = "other", Signature = Some.Signature with { Name = "other" } },
        ];

        Assert.Equal(variants.Length, variants.Select(v => ModelPackage.Write(Store, v)).Distinct().Count());
    }

    [Fact]
    public void Manifest_has_the_media_types_of_ModelPack()
    {
        var manifest = Store.GetManifest(ModelPackage.Write(Store, Some.Package()));

        Assert.Equal("application/vnd.oci.image.manifest.v1+json", manifest.MediaType);
        Assert.Equal("application/vnd.cncf.model.manifest.v1+json", manifest.ArtifactType);
        Assert.Equal("application/vnd.cncf.model.config.v1+json", manifest.Config.MediaType);
        Assert.Equal(["weight", "weight.config", "code", "doc"], manifest.Layers.Select(l => l.MediaType["application/vnd.cncf.model.".Length..^".v1.raw".Length]));
        Assert.Equal(["model.bin", "signature.json", "Acme.dll", "README.md"], manifest.Layers.Select(l => l.Annotations!["org.cncf.model.filepath"]));
        Assert.All(manifest.Layers, l => Assert.Single(l.Annotations!));
        Assert.Null(manifest.Annotations);
    }

    [Fact]
    public void Config_keeps_to_the_closed_schema_and_holds_nothing_that_moves()
    {
        var manifest = Store.GetManifest(ModelPackage.Write(Store, Some.Package()));
        using var config = JsonDocument.Parse(Store.Get(manifest.Config.Digest));
        var root = config.RootElement;

        Assert.Equal(["config", "descriptor", "modelfs"], Names(root));
        Assert.Equal(["name"], Names(root.GetProperty("descriptor")));
        Assert.Equal(["capabilities", "format"], Names(root.GetProperty("config")));
        Assert.Equal(["inputTypes", "outputTypes"], Names(root.GetProperty("config").GetProperty("capabilities")));
        Assert.Equal(["diffIds", "type"], Names(root.GetProperty("modelfs")));
        Assert.Equal("layers", root.GetProperty("modelfs").GetProperty("type").GetString());
        Assert.Equal(
            manifest.Layers.Select(l => l.Digest.ToString()),
            root.GetProperty("modelfs").GetProperty("diffIds").EnumerateArray().Select(d => d.GetString()!));
    }

    [Fact]
    public void Unknown_annotations_are_ignored()
    {
        var digest = Rewritten(m => m with
        {
            Annotations = new SortedDictionary<string, string> { ["org.example.by"] = "somebody" },
            Layers = [.. m.Layers.Select(l => l with { Annotations = new SortedDictionary<string, string>(l.Annotations!) { ["org.example.x"] = "y" } })],
        });

        Assert.Equal("churn", ModelPackage.Read(Store, digest).Name);
    }

    [Fact]
    public void Wrong_size_is_refused() =>
        Refused(m => m with { Layers = [m.Layers[0] with { Size = 4 }, .. m.Layers.Skip(1)] }, "has 5 bytes; its manifest says 4");

    [Fact]
    public void Layers_in_another_order_than_the_config_are_refused() =>
        Refused(m => m with { Layers = [.. m.Layers.Reverse()] }, "are not those of its manifest");

    [Fact]
    public void Layer_of_an_unknown_kind_is_refused() =>
        Refused(m => m with { Layers = [m.Layers[0] with { MediaType = "application/x-evil" }, .. m.Layers.Skip(1)] }, "'application/x-evil'");

    [Fact]
    public void Two_weights_are_refused() =>
        Refused(m => m with { Layers = [m.Layers[0], m.Layers[0]] }, "two layers");

    [Fact]
    public void Other_artifact_is_refused() => Refused(m => m with { ArtifactType = "application/x-other" }, "its artifact type is 'application/x-other'");

    [Theory]
    [InlineData("../Acme.dll")]
    [InlineData("/etc/Acme.dll")]
    [InlineData("a\\b.dll")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void Code_file_that_leaves_its_folder_is_refused(string name)
    {
        Refused(m => m with { Layers = [.. m.Layers.Select(l => l.MediaType == ModelPackTypes.Code ? l with { Annotations = new SortedDictionary<string, string> { [ModelPackTypes.FilePath] = name } } : l)] }, "no plain file name");
        Assert.Throws<ArgumentException>(() => ModelPackage.Write(Store, Some.Package() with { CodeFile = name }));
    }

    [Fact]
    public void Bytes_that_are_no_manifest_are_refused()
    {
        var digest = Store.Put(Some.Bytes("[]"));

        Assert.Throws<InvalidPackageException>(() => ModelPackage.Read(Store, digest));
    }

    [Fact]
    public void Null_layer_is_refused()
    {
        var text = System.Text.Encoding.UTF8.GetString(Store.Get(ModelPackage.Write(Store, Some.Package())));
        var digest = Store.Put(Some.Bytes(text.Replace("\"layers\":[", "\"layers\":[null,", StringComparison.Ordinal)));

        Assert.Throws<InvalidPackageException>(() => ModelPackage.Read(Store, digest));
    }

    [Fact]
    public void Missing_part_is_named()
    {
        var digest = ModelPackage.Write(Store, Some.Package());
        Store.Remove(Some.Digest("model"));

        Assert.Equal(Some.Digest("model"), Assert.Throws<ContentMissingException>(() => ModelPackage.Read(Store, digest)).Digest);
    }

    [Fact]
    public void Damaged_part_is_named()
    {
        var digest = ModelPackage.Write(Store, Some.Package());
        File.WriteAllText(Store.PathOf(Some.Digest("model")), "MODEL");

        Assert.Equal(Some.Digest("model"), Assert.Throws<ContentCorruptException>(() => ModelPackage.Read(Store, digest)).Digest);
    }

    [Fact]
    public void Signature_that_contradicts_itself_is_refused()
    {
        var twice = new Field("a", ColumnType.Number, "");
        ModelSignature[] wrong =
        [
            Some.Signature with { Task = LearningTask.Regression },
            Some.Signature with { Threshold = 1 },
            Some.Signature with { Threshold = double.NaN },
            Some.Signature with { Features = [] },
            Some.Signature with { Features = [twice, twice] },
            Some.Signature with { Name = "other" },
        ];

        Assert.All(wrong, s => Assert.Throws<ArgumentException>(() => ModelPackage.Write(Store, Some.Package() with { Signature = s })));
    }

    private void Refused(Func<OciManifest, OciManifest> change, string because) =>
        Assert.Contains(because, Assert.Throws<InvalidPackageException>(() => ModelPackage.Read(Store, Rewritten(change))).Message, StringComparison.Ordinal);

    private Digest Rewritten(Func<OciManifest, OciManifest> change) =>
        Store.PutManifest(change(Store.GetManifest(ModelPackage.Write(Store, Some.Package())))).Digest;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
