using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Baselines;

/// <summary>Predicts for every row the training mean; for a binary target its base rate, for several classes the share of each. It is what any model must beat.</summary>
/// <param name="task">The kind of target.</param>
public sealed class PriorModel(LearningTask task) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "prior";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is missing or none of the task.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, task);
        var inputs = Inputs.Of(set.Features);
        return task == LearningTask.Multiclass ? new FittedPrior(task, inputs, Shares(set)) { Classes = [.. set.Classes] } : new FittedPrior(task, inputs, [Mean(set)]);
    }

    private static double Mean(TrainingSet set) => set.Weights is { } weights
        ? PairwiseSum.Of([.. set.Target.Select((y, row) => y * weights[row])]) / PairwiseSum.Of(weights)
        : PairwiseSum.Mean(set.Target);

    private static double[] Shares(TrainingSet set)
    {
        var classes = Math.Max(2, set.Classes.Count > 0 ? set.Classes.Count : (int)set.Target.Max() + 1);
        var counts = new double[classes];
        for (var row = 0; row < set.Target.Length; row++) counts[(int)set.Target[row]] += set.Weights?[row] ?? 1;
        var total = PairwiseSum.Of(counts);
        return Array.ConvertAll(counts, count => count / total);
    }
}
