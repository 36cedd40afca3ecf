namespace MLOpsBuild.Learning.Trees;

/// <summary>The mean of many deep trees grown on all rows, whose cuts are drawn by chance, one for each feature tried, and the best taken (Geurts, Ernst and Wehenkel, 2006).</summary>
/// <remarks>As <see cref="RandomForest"/>, smoother and with less variance where features are noisy. Cuts are drawn among bins. Thread-safe.</remarks>
/// <param name="options">The settings.</param>
public sealed class ExtraTrees(ForestOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "extra-trees";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public ForestOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or no features, a feature is a time, or a target is out of the task's range.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        ForestTraining.Train(Options, FormatName, true, set, options, cancellationToken);
}
