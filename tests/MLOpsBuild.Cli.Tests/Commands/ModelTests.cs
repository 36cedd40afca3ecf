using System.Text;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Tables;
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
    public async Task A_packages_model_is_written_as_onnx_and_predicts_the_same_when_it_is_read()
    {
        using var session = Session.Open(_repository.Root, [new OrdersPipeline()], new SessionOptions());
        await Packaging.Pack(session, TestContext.Current.CancellationToken);

        var result = _repository.Run("model", "export", "orders-late", "-o", "late.onnx", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        using var file = File.OpenRead(_repository.PathOf("late.onnx"));
        var imported = OnnxModel.Import(file);
        var rows = new Table([new NumberColumn("size", [1, 7, double.NaN]), TextColumn.Of("shop", ["north", "east", null])]);
        Assert.Equal(session.Run.Reader().Read(session.Run.Release.Model).Predict(rows), imported.Predict(rows), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(2, _repository.Run("model", "export", "orders-late", "--format", "pmml", "-o", "x").ExitCode);
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
