using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Finds strange rows: those that few random cuts set apart from all others (Liu, Ting and Zhou, 2008).</summary>
/// <remarks>
/// The score is 2^(−h/c): h the mean number of cuts to a row's leaf, c that of a search tree of the sample's size. It is near 1 for strange rows and below
/// ½ for usual ones. A text counts as the share of rows that have it, so that rare ones are strange; a missing value goes to a side drawn for each cut.
/// Learns without a target. The same bytes on any number of threads. Thread-safe.
/// </remarks>
/// <param name="options">The settings.</param>
public sealed class IsolationForest(IsolationForestOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "isolation-forest";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public IsolationForestOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or no features, or a feature is a time.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Anomaly);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var inputs = Inputs.Of(set.Features);
        if (inputs.Length is 0 or > ushort.MaxValue) throw new ArgumentException($"There are {inputs.Length} features; 1 to 65 535 can be learned from.", nameof(set));
        CategoryEncoding?[] categories = [.. inputs.Select(i => i.IsText() ? SharesOf(Inputs.Texts(set.Features, i)) : null)];
        double[][] values = [.. inputs.Select((input, f) => BinnedRows.Encode(set.Features, input, categories[f]))];
        var sample = Math.Min(Options.SampleRows, set.Features.RowCount);
        var trees = new IsolationNode[Options.Trees][];
        new Workers(options.Threads, cancellationToken).ForEach(trees.Length, (t, _) =>
            trees[t] = IsolationTree.Grow(values, sample, SeededRandom.Fork(Options.Seed, (ulong)t)));
        options.Progress?.Report(new TrainingProgress(trees.Length, trees.Length, double.NaN));
        return new IsolationModel(inputs, categories, sample, trees);
    }

    private static CategoryEncoding SharesOf(TextColumn column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < column.Count; row++)
        {
            if (column.TextAt(row) is { } text) counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        string[] texts = [.. counts.Keys.Order(StringComparer.Ordinal)];
        return new CategoryEncoding(texts, [.. texts.Select(text => (double)counts[text] / column.Count)], 0);
    }
}
