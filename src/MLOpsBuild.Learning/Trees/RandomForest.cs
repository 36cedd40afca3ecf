namespace MLOpsBuild.Learning.Trees;

/// <summary>The mean of many deep trees, each grown on rows drawn with replacement, with some features tried for each cut (Breiman, 2001).</summary>
/// <remarks>
/// Few settings and hard to overfit, where boosting may be more accurate and its models are smaller. Cuts are sought among bins. Texts are cut into sets of
/// categories. In a multiclass task each class has trees of its own, whose means are made to sum to 1. The same bytes on any number of threads. Thread-safe.
/// </remarks>
/// <param name="options">The settings.</param>
public sealed class RandomForest(ForestOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "random-forest";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public ForestOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or no features, a feature is a time, or a target is out of the task's range.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        ForestTraining.Train(Options, FormatName, false, set, options, cancellationToken);
}
