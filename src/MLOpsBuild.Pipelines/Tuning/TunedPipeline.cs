using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>A pipeline as a search sees it: its steps, the rows that it trains on, and how it trains.</summary>
internal sealed class TunedPipeline
{
    private readonly IPipeline _pipeline;
    private readonly DataLock _lock;

    public TunedPipeline(IPipeline pipeline, Workspace workspace, DataLock dataLock, RunSettings settings)
    {
        (_pipeline, Workspace, _lock, Settings) = (pipeline, workspace, dataLock, settings);
        Builder = new PipelineBuilder(pipeline.Name, workspace, dataLock, settings.Overrides);
        Release = pipeline.Define(Builder);
        Recipe = Builder.Recipe ?? throw new ConfigurationException($"Pipeline {pipeline.Name} trains no model, so there is nothing to search.");
    }

    public string Name => _pipeline.Name;

    public Workspace Workspace { get; }

    public RunSettings Settings { get; }

    public PipelineBuilder Builder { get; }

    public Release Release { get; }

    public TrainingRecipe Recipe { get; }

    /// <summary>A runner of steps of the search.</summary>
    /// <param name="threads">Its threads.</param>
    /// <param name="finished">Told of every step; null for nobody.</param>
    public StepRunner Runner(int threads, Action<StepRun>? finished) => new(Workspace.Store, StepCache.Of(Workspace), new StepRunOptions
    {
        Pipeline = $"{Name}@tune",
        Run = "tune",
        Branch = Settings.Checkout.Branch,
        Threads = threads,
        Finished = finished,
    });

    /// <summary>Features of the training rows are computed once, before trials ask for them side by side.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var runner = await RunFeaturesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What there is to learn: classes or an order where the label says so; else a choice when the label of the training rows is 0 or 1 throughout, else a number.</summary>
    public async Task<LearningTask> TaskAsync(CancellationToken cancellationToken)
    {
        var label = Recipe.Rows.Features.Label;
        if (label.Classes.Count > 0) return LearningTask.Multiclass;
        if (label.GroupedBy is not null) return LearningTask.Ranking;
        using var runner = await RunFeaturesAsync(cancellationToken).ConfigureAwait(false);
        var target = Recipe.Rows.Target(Recipe.Rows.Read(runner.Reader()));
        return target.All(y => y is 0 or 1) ? LearningTask.Binary : LearningTask.Regression;
    }

    /// <summary>The pipeline with a trial's parameters.</summary>
    public (IReadOnlyList<Step> Steps, TrainingRecipe Recipe) WithParameters(Trial trial)
    {
        try
        {
            var builder = new PipelineBuilder(Name, Workspace, _lock, [.. Settings.Overrides, .. trial.Parameters.All.Select(v => $"{v.Key}={v.Value}")]);
            _pipeline.Define(builder);
            var (had, has) = (Recipe.Rows.Window.ToString(), builder.Recipe!.Rows.Window.ToString());
            return had == has
                ? (builder.Steps, builder.Recipe)
                : throw new ConfigurationException($"its parameters change the training window from {had} to {has}; trials on different rows can not be compared.");
        }
        catch (ConfigurationException problem)
        {
            throw new ConfigurationException($"Trial {trial.Key}: {problem.Message}", problem);
        }
    }

    /// <summary>The pipeline with another learning method.</summary>
    public (IReadOnlyList<Step> Steps, TrainingRecipe Recipe) WithTrainer(AutoTrain trainers, Trial trial)
    {
        var recipe = TrainingRecipe.Of(trainers.Create(trial.Parameters), Recipe.Rows);
        // What a trainer is made of may not show in its settings: the trial's own parameters do.
        foreach (var (name, value) in trial.Parameters.All) recipe.Parameters[$"trial.{name}"] = value;
        return (Builder.Steps, recipe with { Methods = [.. recipe.Methods, .. trainers.MakersOf(trial.Parameters)] });
    }

    private async Task<StepRunner> RunFeaturesAsync(CancellationToken cancellationToken)
    {
        var runner = Runner(Settings.Threads, Settings.Finished);
        runner.Add(Builder.Steps);
        await runner.RunAsync([.. Recipe.Rows.Parts.Select(p => p.Step).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        return runner;
    }
}
