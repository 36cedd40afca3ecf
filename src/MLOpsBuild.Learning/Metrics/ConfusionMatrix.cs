namespace MLOpsBuild.Learning.Metrics;

/// <summary>How often each class was called when each class was true, and the measures that follow from these counts. Immutable.</summary>
/// <remarks>Definitions are those of scikit-learn 1.2 (<c>precision_recall_fscore_support</c>, <c>balanced_accuracy_score</c>, <c>matthews_corrcoef</c>), except that what it warns of and calls 0 or 1 for a whole table is null here.</remarks>
public sealed class ConfusionMatrix
{
    private readonly double[] _counts;

    internal ConfusionMatrix(double[] counts, int classes)
    {
        _counts = counts;
        Classes = classes;
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The rows (or their weight) of true class <paramref name="truth"/> that were called <paramref name="called"/>.</summary>
    public double this[int truth, int called] => _counts[truth * Classes + called];

    /// <summary>All rows, or their weight.</summary>
    public double Total => _counts.Sum();

    /// <summary>The share of rows that were called what they are; null without rows.</summary>
    public double? Accuracy => Share(Enumerable.Range(0, Classes).Sum(Hits), Total);

    /// <summary>The mean recall of the classes that occur; null unless at least two do.</summary>
    public double? BalancedAccuracy
    {
        get
        {
            double[] recalls = [.. Enumerable.Range(0, Classes).Where(c => Support(c) > 0).Select(c => Hits(c) / Support(c))];
            return recalls.Length < 2 ? null : recalls.Sum() / recalls.Length;
        }
    }

    /// <summary>Matthews' correlation coefficient, for several classes by Gorodkin (2004): 1 at best, 0 for chance; null when all rows are of one class or called one.</summary>
    public double? Mcc
    {
        get
        {
            var (total, hits, both, truth, called) = (Total, 0.0, 0.0, 0.0, 0.0);
            for (var c = 0; c < Classes; c++)
            {
                var (s, k) = (Support(c), Calls(c));
                hits += Hits(c);
                both += s * k;
                truth += s * s;
                called += k * k;
            }

            var spread = (total * total - truth) * (total * total - called);
            return spread > 0 ? (hits * total - both) / Math.Sqrt(spread) : null;
        }
    }

    /// <summary>Counts rows: a class a row, from 0 to below <paramref name="classes"/>.</summary>
    /// <param name="called">The class that each row was called.</param>
    /// <param name="truth">The class that it is.</param>
    /// <param name="classes">The number of classes, from 1.</param>
    /// <param name="weights">How much each row counts; empty when all count 1.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<int> called, ReadOnlySpan<double> truth, int classes, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (called.Length != truth.Length) throw new ArgumentException($"There are {called.Length} calls and {truth.Length} targets.", nameof(called));
        Weighted.Check(weights, truth.Length);
        var counts = new double[classes * classes];
        for (var row = 0; row < called.Length; row++) counts[MulticlassMetrics.ClassOf(truth[row], classes) * classes + called[row]] += weights.IsEmpty ? 1 : weights[row];
        return new ConfusionMatrix(counts, classes);
    }

    /// <summary>The rows of a class.</summary>
    public double Support(int truth)
    {
        var sum = 0.0;
        for (var called = 0; called < Classes; called++) sum += this[truth, called];
        return sum;
    }

    /// <summary>The rows that were called a class.</summary>
    public double Calls(int called)
    {
        var sum = 0.0;
        for (var truth = 0; truth < Classes; truth++) sum += this[truth, called];
        return sum;
    }

    /// <summary>The share of a class among the rows called it; null when none is.</summary>
    public double? Precision(int called) => Share(Hits(called), Calls(called));

    /// <summary>The share of a class's rows that are called it; null when there are none.</summary>
    public double? Recall(int truth) => Share(Hits(truth), Support(truth));

    /// <summary>The harmonic mean of precision and recall, 2·hits / (rows + calls); null when the class neither occurs nor is called.</summary>
    public double? F1(int of) => Share(2 * Hits(of), Support(of) + Calls(of));

    /// <summary>The mean precision; a class that occurs and is never called counts as 0. Null without rows.</summary>
    public double? Precision(ClassAverage average) => Average(average, Precision);

    /// <summary>The mean recall; a class that is called and never occurs counts as 0. Null without rows.</summary>
    public double? Recall(ClassAverage average) => Average(average, Recall);

    /// <summary>The mean F1. Null without rows.</summary>
    public double? F1(ClassAverage average) => Average(average, F1);

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;

    private double Hits(int of) => this[of, of];

    private double? Average(ClassAverage average, Func<int, double?> figure)
    {
        if (average == ClassAverage.Micro) return Accuracy;
        var (sum, weights) = (0.0, 0.0);
        for (var c = 0; c < Classes; c++)
        {
            if (Support(c) + Calls(c) == 0) continue;
            var weight = average == ClassAverage.Weighted ? Support(c) : 1;
            sum += weight * (figure(c) ?? 0);
            weights += weight;
        }

        return Share(sum, weights);
    }
}
