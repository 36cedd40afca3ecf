using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Gradient boosting of decision trees on histograms: the method of choice for tables with mixed, skewed or missing values.</summary>
/// <remarks>
/// Missing values are learned from: each cut has a side for them. A text column is replaced by its categories' mean targets.
/// The bytes of the model do not depend on the number of threads: all sums that cross threads are of integers. Thread-safe.
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
    /// <exception cref="ArgumentException">There are no rows or no features, a feature is a time, or a target is missing or not 0 or 1 in a binary task.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, Options.Task);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var workers = new Workers(options.Threads, cancellationToken);
        var inputs = Inputs.Of(set.Features);
        if (inputs.Length is 0 or > ushort.MaxValue) throw new ArgumentException($"There are {inputs.Length} features; 1 to 65 535 can be learned from.", nameof(set));
        var categories = Categories(set, inputs);
        var data = BinnedRows.Of(set.Features, inputs, categories, Options, workers);
        var objective = Objective.Of(Options.Task, set.Target, workers);
        var grower = new TreeGrower(data, objective, Options, workers);
        var trees = new TreeNode[Options.Trees][];
        var curve = new double[trees.Length];
        objective.Differentiate();
        for (var t = 0; t < trees.Length; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trees[t] = grower.Grow();
            curve[t] = objective.Differentiate();
            options.Progress?.Report(new TrainingProgress(t + 1, trees.Length, curve[t]));
        }

        var (cuts, kept) = CutPruning.Prune(data.Cuts, trees);
        return new BoostedTreesModel(new Forest(inputs, categories, cuts, kept), Options.Task, objective.Initial, curve, Shares(grower.Gains));
    }

    private CategoryEncoding?[] Categories(TrainingSet set, ModelInput[] inputs)
    {
        var mean = PairwiseSum.Mean(set.Target);
        return [.. inputs.Select(i => i.IsText() ? CategoryEncoding.Fit(Inputs.Texts(set.Features, i), set.Target, mean, Options.CategoryPriorWeight) : null)];
    }

    private static double[] Shares(double[] gains)
    {
        var total = PairwiseSum.Of(gains);
        // No cut was made at all: no input matters more than another, and the shares still sum to 1.
        return [.. gains.Select(gain => total > 0 ? gain / total : 1.0 / gains.Length)];
    }
}
