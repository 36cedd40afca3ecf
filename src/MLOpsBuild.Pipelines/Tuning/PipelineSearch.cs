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
    private readonly TunedPipeline _pipeline;
    private readonly DefineTrial _define;

    private PipelineSearch(TunedPipeline pipeline, SearchPlan plan, DefineTrial define) => (_pipeline, Plan, _define) = (pipeline, plan, define);

    /// <summary>A search of the pipeline's own parameters, checked; nothing runs yet.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="workspace">The checkout.</param>
    /// <param name="dataLock">The data.</param>
    /// <param name="file">What to search.</param>
    /// <param name="settings">How trials run. <see cref="RunSettings.Threads"/> is also the number of trials that run side by side; overrides hold for all trials.</param>
    /// <exception cref="ConfigurationException">The search does not fit the pipeline.</exception>
    public static PipelineSearch OfParameters(IPipeline pipeline, Workspace workspace, DataLock dataLock, SearchFile file, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        var names = settings.Overrides.Select(o => o.Split('=')[0]).Where(file.Parameters.ContainsKey).ToArray();
        if (names.Length > 0) throw new ConfigurationException($"{string.Join(" and ", names)} can not be both set and searched: take it out of {SearchFile.FileName}, or do not set it.");
        var tuned = new TunedPipeline(pipeline, workspace, dataLock, settings);
        var plan = SearchPlan.OfParameters(file, tuned.Builder.ParameterObject, tuned.Recipe.Rows, tuned.Release.EvaluationRows);
        return new PipelineSearch(tuned, plan, tuned.WithParameters);
    }

    /// <summary>A search of learning methods in the place of the pipeline's own (see <see cref="AutoTrain"/>), on its features. Computes the features of the training rows: their label tells the task.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="workspace">The checkout.</param>
    /// <param name="dataLock">The data.</param>
    /// <param name="file">How to search; its parameters are not used.</param>
    /// <param name="settings">How trials run: see <see cref="OfParameters"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConfigurationException">The search does not fit the pipeline.</exception>
    public static async Task<PipelineSearch> OfTrainersAsync(
        IPipeline pipeline, Workspace workspace, DataLock dataLock, SearchFile file, RunSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var tuned = new TunedPipeline(pipeline, workspace, dataLock, settings);
        var trainers = new AutoTrain(new AutoTrainOptions { Task = await tuned.TaskAsync(cancellationToken).ConfigureAwait(false) });
        var plan = SearchPlan.OfTrainers(file, trainers, tuned.Recipe.Rows, tuned.Release.EvaluationRows);
        return new PipelineSearch(tuned, plan, trial => tuned.WithTrainer(trainers, trial));
    }

    /// <summary>What is searched and how.</summary>
    public SearchPlan Plan { get; }

    /// <summary>Runs the search, or a part of it.</summary>
    /// <param name="request">Which part, and where results are exchanged.</param>
    /// <param name="cancellationToken">Ends it; finished folds are kept.</param>
    public async Task<PipelineSearchResult> RunAsync(PipelineSearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _pipeline.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var exchange = new TrialExchange(_pipeline.Workspace, _pipeline.Name, request.Remotes);
        var settings = _pipeline.Settings;
        // Trials side by side use the cores better than one training on all of them.
        var trials = new TrialRunner(_pipeline.Name, _pipeline.Workspace, Plan, _define, settings with { Threads = 1, Finished = null }, exchange);
        var outcome = await Search.RunAsync(Plan.Strategy, trials.FindAsync, request.OnlyKnown ? null : trials.RunAsync, new SearchOptions
        {
            Shard = request.Shard,
            Parallel = Math.Min(settings.Threads, 1024),
            Time = Plan.Time,
            Clock = settings.Time,
            Progress = request.Progress,
            RoundBegins = exchange.PullAsync,
            RoundEnds = request.OnlyKnown ? null : stop => exchange.PushAsync(request.Shard, stop),
        }, cancellationToken).ConfigureAwait(false);
        var (board, digest) = await MergeAsync(outcome.Leaderboard, trials, cancellationToken).ConfigureAwait(false);
        return new PipelineSearchResult(board, digest, outcome);
    }

    private async Task<(LeaderboardFile Board, Digest Digest)> MergeAsync(Leaderboard known, TrialRunner trials, CancellationToken cancellationToken)
    {
        var step = LeaderboardStep.Of(_pipeline.Name, Plan, known.Entries.Select(e => (e.Result.Parameters, e.Result.RowShare, trials.DigestsOf(e.Result.Key))));
        // Nobody is told of this step: what changed about it are the trials, and those were told one by one.
        using var runner = _pipeline.Runner(1, null);
        runner.Add([step]);
        await runner.RunAsync([step.Name], cancellationToken).ConfigureAwait(false);
        var artifact = new Artifact<LeaderboardFile>(step.Name);
        return (runner.Reader().ReadJson(artifact), runner.DigestOf(artifact));
    }
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
