using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>Searches the parameters of a pipeline, by the rows that it trains on.</summary>
/// <remarks>
/// A trial is the pipeline with other parameters: its features and its training, on some days of the training window, measured on later days of it. Every fold of a trial is a step with
/// its own key, so a search that is widened, repeated or divided runs only what is new. The leaderboard is a step that reads the trials' results.
/// </remarks>
public sealed class PipelineSearch
{
    private readonly IPipeline _pipeline;
    private readonly Workspace _workspace;
    private readonly DataLock _lock;
    private readonly RunSettings _settings;
    private readonly PipelineBuilder _builder;

    /// <summary>Checks a search; nothing runs yet.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="workspace">The checkout.</param>
    /// <param name="dataLock">The data.</param>
    /// <param name="file">What to search.</param>
    /// <param name="settings">How trials run. <see cref="RunSettings.Threads"/> is also the number of trials that run side by side; overrides hold for all trials.</param>
    /// <exception cref="ConfigurationException">The search does not fit the pipeline.</exception>
    public PipelineSearch(IPipeline pipeline, Workspace workspace, DataLock dataLock, SearchFile file, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(file);
        (_pipeline, _workspace, _lock, _settings) = (pipeline, workspace, dataLock, settings);
        _builder = new PipelineBuilder(pipeline.Name, workspace, dataLock, settings.Overrides);
        var release = pipeline.Define(_builder);
        var recipe = _builder.Recipe ?? throw new ConfigurationException($"Pipeline {pipeline.Name} trains no model, so there is nothing to search.");
        Plan = new SearchPlan(file, _builder.ParameterObject, recipe.Rows, release.EvaluationRows);
    }

    /// <summary>What is searched and how.</summary>
    public SearchPlan Plan { get; }

    /// <summary>Runs the search, or a part of it.</summary>
    /// <param name="request">Which part, and where results are exchanged.</param>
    /// <param name="cancellationToken">Ends it; finished folds are kept.</param>
    public async Task<PipelineSearchResult> RunAsync(PipelineSearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var exchange = new TrialExchange(_workspace, _pipeline.Name, request.Remotes);
        // Trials side by side use the cores better than one training on all of them.
        var trials = new TrialRunner(_pipeline, _workspace, _lock, Plan, _settings with { Threads = 1, Finished = null }, exchange);
        var outcome = await Search.RunAsync(Plan.Strategy, trials.FindAsync, request.OnlyKnown ? null : trials.RunAsync, new SearchOptions
        {
            Shard = request.Shard,
            Parallel = Math.Min(_settings.Threads, 1024),
            Time = Plan.Time,
            Clock = _settings.Time,
            Progress = request.Progress,
            RoundBegins = exchange.PullAsync,
            RoundEnds = request.OnlyKnown ? null : stop => exchange.PushAsync(request.Shard, stop),
        }, cancellationToken).ConfigureAwait(false);
        var (board, digest) = await MergeAsync(outcome.Leaderboard, trials, cancellationToken).ConfigureAwait(false);
        return new PipelineSearchResult(board, digest, outcome);
    }

    /// <summary>Features are computed once, before trials ask for them side by side.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var runner = Runner(_settings.Threads);
        runner.Add(_builder.Steps);
        await runner.RunAsync([.. _builder.Recipe!.Rows.Parts.Select(p => p.Step).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<(LeaderboardFile Board, Digest Digest)> MergeAsync(Leaderboard known, TrialRunner trials, CancellationToken cancellationToken)
    {
        var step = LeaderboardStep.Of(_pipeline.Name, Plan, known.Entries.Select(e => (e.Result.Parameters, e.Result.RowShare, trials.DigestsOf(e.Result.Key))));
        using var runner = Runner(1);
        runner.Add([step]);
        await runner.RunAsync([step.Name], cancellationToken).ConfigureAwait(false);
        var artifact = new Artifact<LeaderboardFile>(step.Name);
        return (runner.Reader().ReadJson(artifact), runner.DigestOf(artifact));
    }

    private StepRunner Runner(int threads) => new(_workspace.Store, StepCache.Of(_workspace), new StepRunOptions
    {
        Pipeline = $"{_pipeline.Name}@tune",
        Run = "tune",
        Branch = _settings.Checkout.Branch,
        Threads = threads,
        Finished = _settings.Finished,
    });
}

/// <summary>What to run of a search.</summary>
public sealed record PipelineSearchRequest
{
    /// <summary>Which part. Default: all of it.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>True to run no trial and take only what is known.</summary>
    public bool OnlyKnown { get; init; }

    /// <summary>Where shards on other machines put their results, beside the store of this checkout.</summary>
    public IReadOnlyList<IRemote> Remotes { get; init; } = [];

    /// <summary>Told of every finished trial.</summary>
    public Action<TrialProgress>? Progress { get; init; }
}

/// <summary>What a search, or a part of it, found.</summary>
/// <param name="Board">All that is known.</param>
/// <param name="Digest">The board's digest in the store.</param>
/// <param name="Outcome">What ran, and what is missing.</param>
public sealed record PipelineSearchResult(LeaderboardFile Board, Digest Digest, SearchOutcome Outcome);
