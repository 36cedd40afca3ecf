using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class ModelTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_store_without_packages_says_how_one_is_made()
    {
        var result = _repository.Run("model", "list");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("./build.sh Package", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("model", "show", "abcdef").ExitCode);
    }

    [Fact]
    public void A_package_is_shown_with_its_layers_and_verdicts_by_digest_beginning_or_name()
    {
        var package = Pack();
        foreach (var reference in new[] { package.ToString(), package.Hex[..6], "orders-late", "models/orders-late" })
        {
            var result = _repository.Run("model", "show", reference, "--json");
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal(package.ToString(), (string)result.Result["digest"]!);
            Assert.Equal("convergence", (string)result.Result["evidence"]![0]!["result"]!["gate"]!);
            Assert.Single(result.Result["manifest"]!["layers"]!.AsArray());
        }

        Assert.Contains("convergence", _repository.Run("model", "show", "orders-late").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_goes_to_the_registry_and_comes_back_with_its_evidence()
    {
        var package = Pack();
        Assert.Equal(0, _repository.Run("model", "push", "orders-late").ExitCode);
        Assert.Equal(package, new ContentStore(_repository.PathOf("registry")).Resolve("orders-late")!.Digest);

        using var other = new ScratchRepository();
        var pulled = other.Run("model", "pull", "orders-late", "--registry", _repository.PathOf("registry"), "--json");
        Assert.True(pulled.ExitCode == 0, pulled.Error);
        Assert.Equal(1, (int)pulled.Result["evidence"]!);
        Assert.Equal($"{package}\n", other.Run("model", "list", "--quiet").Output);
    }

    [Fact]
    public void Pulling_an_unknown_name_suggests_the_nearest_of_the_registry()
    {
        Pack();
        _repository.Run("model", "push", "orders-late");
        var result = _repository.Run("model", "pull", "order-late");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'orders-late'?", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private Digest Pack()
    {
        var store = _repository.Workspace.Store;
        var config = Encoding.UTF8.GetBytes("{}");
        var layer = Encoding.UTF8.GetBytes("weights");
        var manifest = new OciManifest
        {
            ArtifactType = "application/vnd.test",
            Config = new Descriptor(MediaTypes.Empty, store.Put(config), config.Length),
            Layers = [new Descriptor(MediaTypes.Bytes, store.Put(layer), layer.Length)],
        };
        var package = store.PutManifest(manifest, "models/orders-late").Digest;
        Evidence.Attach(store, package, new GateResult("convergence", Verdict.Pass, "It learned.", []), new EvidenceBinding(Digest.Of(config), Digest.Of(layer)));
        return package;
    }
}
