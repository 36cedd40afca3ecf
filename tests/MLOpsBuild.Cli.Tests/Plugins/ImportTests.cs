using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Serving.Loading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests.Plugins;

/// <summary>A model that was trained elsewhere is judged, packaged and served like one that was trained here.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public async Task A_model_from_onnx_goes_the_whole_way()
    {
        using (var trained = Session.Open(_repository.Root, [new OrdersPipeline()], new SessionOptions())) await Packaging.Pack(trained, Stop);
        Assert.Equal(0, _repository.Run("model", "export", "orders-late", "-o", "pipelines/orders-late/late.onnx").ExitCode);

        using var session = Session.Open(_repository.Root, [new ImportPipeline()], new SessionOptions());
        foreach (var operation in (Func<Session, CancellationToken, Task<Outcome>>[])[Model.Evaluate, Model.Target, Packaging.Pack, Operations.Serving.Compatibility])
        {
            var outcome = await operation(session, Stop);
            Assert.True(outcome.IsPass, outcome.Message);
        }

        var served = PackageLoader.Load(session.Workspace.Store, session.Run.Package!.Value);
        Assert.Equal("onnx", served.Model.Format);
        Assert.InRange(served.Model.Predict(new Table([new NumberColumn("size", [3]), TextColumn.Of("shop", ["north"])]))[0], 9, 13);
    }

    public void Dispose() => _repository.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
