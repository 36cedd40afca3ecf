using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Gradient boosting of decision trees on histograms: the method of choice for tables with mixed, skewed or missing values.</summary>
/// <remarks>
/// Missing values are learned from: each cut has a side for them. A text column is replaced by its categories' mean targets, or cut into sets of them.
/// The bytes of the model do not depend on the number of threads: all sums that cross threads are of integers. Thread-safe.
/// With <see cref="TrainingSet.Start"/> further trees are added to a model; on the same rows and settings the result is that of one longer training, bit
/// for bit. With <see cref="TrainingSet.Validation"/> training ends early and keeps the best iteration.
/// The model also is an <see cref="IPredictsRows"/> and an <see cref="IHasLearningRecord"/>.
/// </remarks>
/// <param name="options">The settings.</param>
public sealed class BoostedTrees(BoostedTreesOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "boosted-trees";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public BoostedTreesOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There are no rows or no features, a feature is a time, a target is out of the task's range, a monotone constraint names no numeric feature, or
    /// the model to go on from is of another kind.
    /// </exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, Options.Task);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var workers = new Workers(options.Threads, cancellationToken);
        var inputs = Inputs.Of(set.Features);
        if (inputs.Length is 0 or > ushort.MaxValue) throw new ArgumentException($"There are {inputs.Length} features; 1 to 65 535 can be learned from.", nameof(set));
        CheckPoisson(set);
        if (set.Validation is { } validation) CheckPoisson(validation);
        var outputs = OutputsOf(set);
        var start = BoostingStart.Of(set.Start, Options, inputs, outputs);
        var categories = start?.Forest.Categories ?? CategoriesOf(set, inputs);
        var data = BinnedRows.Of(set.Features, inputs, categories, (f, values) => CutsOf(values, start?.Forest.Cuts[f]), workers);
        var run = new BoostingRun(data, ObjectiveOf.Make(Options, set, outputs, workers), Options, Growth(inputs), workers);
        if (set.Validation is not null) run.Watch(set.Validation, inputs, categories);
        run.Begin(start);
        run.Train(options.Progress, cancellationToken);
        return run.Model(inputs, categories, set.Classes);
    }

    private double[] CutsOf(double[] values, double[]? present)
    {
        var found = BinCuts.Find(values, Options.Bins, Options.Seed);
        return present is null ? found : BoostingStart.Join(found, present);
    }

    private void CheckPoisson(TrainingSet set)
    {
        if (ObjectiveOf.LinkOf(Options) != ScoreLink.Exponential) return;
        var row = Array.FindIndex(set.Target, y => y < 0);
        if (row >= 0) throw new ArgumentException($"The target of row {row} is {set.Target[row]}; counts are not negative.", nameof(set));
    }

    private int OutputsOf(TrainingSet set)
    {
        if (Options.Task != LearningTask.Multiclass) return 1;
        return set.Classes.Count > 0 ? set.Classes.Count : (int)set.Target.Max() + 1;
    }

    private CategoryEncoding?[] CategoriesOf(TrainingSet set, ModelInput[] inputs)
    {
        var isNative = Options.Categories == CategoryTreatment.Native || Options.Task == LearningTask.Multiclass;
        var mean = set.Weights is null ? PairwiseSum.Mean(set.Target) : WeightedMean(set.Target, set.Weights);
        CategoryEncoding Of(TextColumn texts) =>
            isNative ? CategoryEncoding.Places(texts) : CategoryEncoding.Fit(texts, set.Target, set.Weights, mean, Options.CategoryPriorWeight);
        return [.. inputs.Select(i => i.IsText() ? Of(Inputs.Texts(set.Features, i)) : null)];
    }

    private static double WeightedMean(double[] values, double[] weights) =>
        PairwiseSum.Of([.. values.Select((value, i) => value * weights[i])]) / PairwiseSum.Of(weights);

    private GrowthOptions Growth(ModelInput[] inputs) => new()
    {
        Depth = Options.Depth,
        Leaves = Options.Growth == TreeGrowth.LeafWise ? Options.Leaves : 0,
        MinChildWeight = Options.MinChildWeight,
        MinGain = Options.MinGain,
        L1 = Options.L1,
        L2 = Options.L2,
        CategorySmoothing = Options.CategorySmoothing,
        CategoriesInCut = Options.CategoriesInCut,
        Seed = Options.Seed,
        Monotone = Directions(inputs),
    };

    private int[] Directions(ModelInput[] inputs)
    {
        if (Options.Monotone.Count == 0) return [];
        foreach (var name in Options.Monotone.Keys)
        {
            if (inputs.Any(i => i.Name == name && !i.IsText())) continue;
            throw new ArgumentException($"'{name}' has a monotone constraint and is no numeric feature; those are {string.Join(", ", inputs.Where(i => !i.IsText()).Select(i => i.Name))}.", nameof(inputs));
        }

        return [.. inputs.Select(i => Options.Monotone.GetValueOrDefault(i.Name))];
    }
}
