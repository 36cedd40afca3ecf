namespace MLOpsBuild.Learning.Clustering;

/// <summary>Puts rows into clusters about centres, so that the sum of the squared distances is small: Lloyd's rounds (1982) from seeds chosen by k-means++ (Arthur and Vassilvitskii, 2007).</summary>
/// <remarks>
/// The features are numbers without missing values: impute, encode and scale first. Predictions are the number of the nearest centre, the first of equally near ones; centres are in ascending
/// order of their coordinates. Rows count by their weights. The model does not depend on the number of threads.
/// </remarks>
/// <param name="options">The settings.</param>
public sealed class KMeans(KMeansOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "k-means";

    /// <summary>With the default settings.</summary>
    public KMeans()
        : this(new KMeansOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public KMeansOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer rows with a weight than clusters, or a feature is no number or has a missing value.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Clustering);
        ArgumentNullException.ThrowIfNull(options);
        var inputs = Inputs.Of(set.Features);
        var points = Points.Of(set.Features, inputs);
        var weights = set.Weights ?? [.. Enumerable.Repeat(1.0, points.Count)];
        if (weights.Count(w => w > 0) < Options.Clusters) throw new ArgumentException($"{weights.Count(w => w > 0)} rows are fewer than {Options.Clusters} clusters.", nameof(set));
        var rounds = new LloydRounds(points, weights, new RowBlocks(options.Threads, cancellationToken));
        Clusters? best = null;
        for (var start = 0; start < Options.Starts; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = rounds.From(Seeding.Choose(points, weights, Options.Clusters, Options.Seed, start), Options.MostIterations);
            options.Progress?.Report(new TrainingProgress(start + 1, Options.Starts, found.Curve[^1]));
            if (best is null || found.Curve[^1] < best.Curve[^1]) best = found;
        }

        return new KMeansModel(inputs, best!.Sorted(), best.Curve);
    }
}
