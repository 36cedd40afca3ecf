using System.Collections.Concurrent;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>The pipeline's steps for a trial, and how its model is made.</summary>
internal delegate (IReadOnlyList<Step> Steps, TrainingRecipe Recipe) DefineTrial(Trial trial);

/// <summary>Runs trials as steps of the pipeline, one for each fold: each is kept under its own key like any step's result.</summary>
internal sealed class TrialRunner(string pipeline, Workspace workspace, SearchPlan plan, DefineTrial definition, RunSettings settings, TrialExchange exchange)
{
    private readonly ConcurrentDictionary<string, Digest> _code = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Digest[]> _results = new(StringComparer.Ordinal);

    /// <summary>The digests of a known trial's fold results, by its key.</summary>
    public IReadOnlyList<Digest> DigestsOf(string trial) => _results[trial];

    /// <summary>The result of a trial that ran before, here or on another machine; null when it did not.</summary>
    public async Task<TrialResult?> FindAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var runner = Runner();
        var digests = new List<Digest>();
        foreach (var fold in Define(trial, runner))
        {
            var (key, kept) = await runner.FindAsync(fold.Step, cancellationToken).ConfigureAwait(false);
            var digest = kept?.Outputs[fold.Output] ?? (settings.NoCache ? null : exchange.TakeIn(key, fold.Output));
            if (digest is null) return null;
            exchange.Add(key, digest.Value);
            digests.Add(digest.Value);
        }

        return ResultOf(trial, digests);
    }

    /// <summary>Runs a trial: folds that ran before are not run again.</summary>
    public async Task<TrialResult> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var runner = Runner();
        var folds = Define(trial, runner);
        await runner.RunAsync([.. folds.Select(f => f.Step)], cancellationToken).ConfigureAwait(false);
        foreach (var fold in folds) exchange.Add(runner.Finished.First(s => s.Name == fold.Step).Key, runner.DigestOf(fold));
        return ResultOf(trial, [.. folds.Select(runner.DigestOf)]);
    }

    private TrialResult ResultOf(Trial trial, List<Digest> digests)
    {
        _results[trial.Key] = [.. digests];
        return new TrialResult(trial.Parameters, trial.RowShare, [.. digests.Select(d => TuningMetric.LossOf(plan.Metric, workspace.Store.Get(d)))]);
    }

    /// <summary>Makes the pipeline's steps with the trial's parameters known to a runner, and one more for each fold.</summary>
    private Artifact<FoldResult>[] Define(Trial trial, StepRunner runner)
    {
        var (steps, recipe) = definition(trial);
        var folds = plan.Folds.Select(fold => FoldStep.Of(recipe, fold, plan, trial.RowShare)).ToArray();
        runner.Add(steps.Concat(folds));
        return [.. folds.Select(f => new Artifact<FoldResult>(f.Name))];
    }

    private StepRunner Runner() => new(workspace.Store, StepCache.Of(workspace), new StepRunOptions
    {
        Pipeline = $"{pipeline}@tune",
        Run = "tune",
        Branch = settings.Checkout.Branch,
        Threads = settings.Threads,
        NoCache = settings.NoCache,
        Code = _code,
    });
}
