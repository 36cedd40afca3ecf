using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>domain-classifier</c>.</summary>
public sealed record DomainClassifierSettings : GateSettings
{
    /// <summary>How well the rows may be told apart: 0.5 not at all, 1 always.</summary>
    public required double MaxAuc { get; init => field = Within(value, 0.5, 1, nameof(MaxAuc)); }

    /// <summary>Columns that are left out, such as those that the calendar fixes. Default none.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The parts of the cross-validation, each of whole blocks. Default 5.</summary>
    public int Folds { get; init => field = Within(value, 2, 50, nameof(Folds)); } = 5;

    /// <summary>The classifier's trees. Default 50.</summary>
    public int Trees { get; init => field = Within(value, 1, 1000, nameof(Trees)); } = 50;

    /// <summary>Their depth. Default 3.</summary>
    public int Depth { get; init => field = Within(value, 1, 16, nameof(Depth)); } = 3;

    /// <summary>Resamples behind the interval. Default 1000.</summary>
    public int Replicates { get; init => field = Within(value, 100, 1_000_000, nameof(Replicates)); } = 1000;

    /// <summary>Parts the blocks and chooses the resamples. Default 0.</summary>
    public ulong Seed { get; init; }
}

/// <summary>How well evaluation rows are told from training rows.</summary>
/// <param name="Auc">The cross-validated area under the curve.</param>
/// <param name="Interval">Its interval by blocks.</param>
/// <param name="Columns">What tells them apart: by how much the area falls when a column's values are shuffled, greatest first; none without a loss.</param>
/// <param name="Samples">The rows of the smaller side.</param>
/// <param name="NoData">Why nothing was measured; null when it was.</param>
public sealed record DomainMeasurement(double? Auc, Interval? Interval, IReadOnlyList<(string Column, double Loss)> Columns, int Samples, string? NoData) : IGateMeasurement;

/// <summary>
/// <c>domain-classifier</c>: drift over all columns together. A classifier of its own learns to tell evaluation from training rows, tested on blocks that it has not seen; where it cannot,
/// nothing has drifted that it could see (the classifier two-sample test of Lopez-Paz and Oquab, 2017).
/// </summary>
public sealed class DomainClassifierGate : GateKind<DomainClassifierSettings, DomainMeasurement>
{
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public override string Kind => "domain-classifier";

    /// <inheritdoc/>
    public override string Help => "Trains a classifier to tell evaluation from training rows. Where it succeeds the rows have drifted: look at the columns that it names, and train on newer rows.";

    /// <inheritdoc/>
    public override GateNeeds Needs(DomainClassifierSettings settings) => GateNeeds.Training | GateNeeds.Evaluation;

    /// <inheritdoc/>
    public override DomainMeasurement Measure(DomainClassifierSettings settings, GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (training, evaluation) = (evidence.Training, evidence.Evaluation);
        var smaller = Math.Min(training.Count, evaluation.Count);
        var fewest = Math.Min(training.Blocks.Distinct().Count(), evaluation.Blocks.Distinct().Count());
        if (fewest < settings.Folds) return new DomainMeasurement(null, null, [], smaller, $"one side has {fewest} blocks, which cannot be parted into {settings.Folds}");
        var rows = Table.Concat([Columns(training, settings), Columns(evaluation, settings)]);
        double[] side = [.. Enumerable.Repeat(0.0, training.Count), .. Enumerable.Repeat(1.0, evaluation.Count)];
        // A block of both sides would be on both sides of a fold: its two halves are blocks of their own.
        int[] blocks = BlocksOf(training, evaluation);
        var (scores, shuffled) = OutOfFold(rows, side, Folds(training, evaluation, settings), settings, evidence.Surroundings.Threads, cancellationToken);
        var options = new EvaluationOptions { Metrics = [MetricNames.Auc], Replicates = settings.Replicates, Seed = settings.Seed, Threads = evidence.Surroundings.Threads };
        var auc = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, scores, side, blocks), options).Metrics[MetricNames.Auc];
        var losses = shuffled.Select(c => (c.Key, Loss: (auc.Value - BinaryMetrics.Auc(c.Value, side)) ?? 0)).Where(c => c.Loss > 0).OrderByDescending(c => c.Loss);
        return new DomainMeasurement(auc.Value, auc is { Low: { } low, High: { } high } ? new Interval(low, high) : null, [.. losses.ThenBy(c => c.Key, StringComparer.Ordinal)], smaller, null);
    }

    /// <inheritdoc/>
    public override Judgement Judge(DomainClassifierSettings settings, DomainMeasurement measurement)
    {
        var verdict = Limits.AtMost(measurement.Interval, settings.MaxAuc);
        // What ranks no better than chance has nothing to name.
        var named = measurement.Auc > 0.5 ? measurement.Columns.Take(MostNamed).ToArray() : [];
        var by = verdict == Verdict.Pass || named.Length == 0 ? "" : $" Most by {string.Join(", ", named.Select(c => c.Column))}.";
        return new Judgement(
            verdict,
            $"Evaluation rows are told from training rows with an AUC of {Limits.Text(measurement.Auc, measurement.Interval)}, {Limits.Says(verdict, $"at most {Limits.Text(settings.MaxAuc)}")}.{by}",
            [.. named.Select(c => new Finding(Limits.Weight(verdict), "tells-apart", $"With its values shuffled the AUC falls by {Limits.Text(c.Loss)}.", c.Column))]);
    }

    private static Table Columns(GateRows rows, DomainClassifierSettings settings)
    {
        foreach (var name in settings.Without.Where(name => name != rows.Label)) rows.Column(name);
        var label = new NumberColumn(rows.Label, rows.Target);
        return new Table([.. rows.Features.Columns.Append(label).Where(c => !settings.Without.Contains(c.Name))]);
    }

    private static int[] BlocksOf(GateRows training, GateRows evaluation)
    {
        var numbers = new Dictionary<(bool, int), int>();
        int Number(bool side, int block) => numbers.TryGetValue((side, block), out var known) ? known : numbers[(side, block)] = numbers.Count;
        return [.. training.Blocks.Select(b => Number(false, b)), .. evaluation.Blocks.Select(b => Number(true, b))];
    }

    // Each side is parted by itself: where a part holds more of one side its classifier has learned from less of it, and pooled scores would rank the sides the wrong way round.
    private static IEnumerable<Fold> Folds(GateRows training, GateRows evaluation, DomainClassifierSettings settings)
    {
        int[] Shifted(int[] rows) => Array.ConvertAll(rows, row => row + training.Count);
        return GroupKFold.Of(training.Blocks, settings.Folds, settings.Seed)
            .Zip(GroupKFold.Of(evaluation.Blocks, settings.Folds, settings.Seed))
            .Select(both => new Fold([.. both.First.Train, .. Shifted(both.Second.Train)], [.. both.First.Test, .. Shifted(both.Second.Test)]));
    }

    // Scores of rows that the classifier has not seen; and the same with each column's values shuffled among them. What a classifier gained from a column in training may be no more than days learned by heart.
    private static (double[] Scores, Dictionary<string, double[]> Shuffled) OutOfFold(Table rows, double[] side, IEnumerable<Fold> folds, DomainClassifierSettings settings, int threads, CancellationToken stop)
    {
        var trainer = new BoostedTrees(new BoostedTreesOptions { Trees = settings.Trees, Depth = settings.Depth, LearningRate = 0.1 });
        var random = new SeededRandom(settings.Seed);
        var scores = new double[side.Length];
        var shuffled = rows.Columns.ToDictionary(c => c.Name, _ => new double[side.Length], StringComparer.Ordinal);
        foreach (var fold in folds)
        {
            var model = trainer.Train(new TrainingSet(rows.Take(fold.Train), Array.ConvertAll(fold.Train, row => side[row])), new TrainingOptions(threads), stop);
            var test = rows.Take(fold.Test);
            int[] order = [.. Enumerable.Range(0, test.RowCount)];
            random.Shuffle<int>(order);
            var mixed = test.Take(order);
            Put(model.Predict(test), fold, scores);
            foreach (var (name, into) in shuffled) Put(model.Predict(new Table([.. test.Columns.Select(c => c.Name == name ? mixed[name] : c)])), fold, into);
        }

        return (scores, shuffled);
    }

    private static void Put(double[] predicted, Fold fold, double[] into)
    {
        for (var i = 0; i < predicted.Length; i++) into[fold.Test[i]] = predicted[i];
    }
}
