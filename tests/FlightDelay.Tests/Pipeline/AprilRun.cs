using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Tables;

namespace FlightDelay.Tests.Pipeline;

/// <summary>The pipeline as it is released, run once up to its evaluation.</summary>
public sealed class AprilRun : IAsyncLifetime
{
    private readonly ScratchCheckout _checkout = new();
    private PipelineRun? _run;

    public PipelineRun Run => _run ??= _checkout.Run();

    /// <summary>The trained model.</summary>
    public ITrainedModel Model => Run.Reader().Read(Run.Release.Model);

    /// <summary>What the evaluation measured on all rows.</summary>
    public Dictionary<string, double> Metrics => Run.Reader().ReadJson(Run.Release.Evaluation).Metrics.ToDictionary(m => m.Key, m => m.Value.Value ?? double.NaN);

    /// <summary>The features of every flight in April.</summary>
    public Table Flights => Run.Release.EvaluationRows.Inputs(Run.Release.EvaluationRows.Read(Run.Reader()));

    public async ValueTask InitializeAsync() => await Run.UntilAsync([Run.Release.Evaluation], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _run?.Dispose();
        _checkout.Dispose();
        return ValueTask.CompletedTask;
    }
}
