using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Measures of predicted probabilities of several classes. Where the data can not say, the value is null.</summary>
/// <remarks>Predictions are rows × classes, row by row; outcomes are class numbers from 0. The number of classes is predictions / rows; without rows everything is null.</remarks>
public static class MulticlassMetrics
{
    /// <summary>The most probable class of each row; the first one of several.</summary>
    public static int[] Called(ReadOnlySpan<double> predictions, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var called = new int[predictions.Length / classes];
        for (var row = 0; row < called.Length; row++) called[row] = BestOf(predictions.Slice(row * classes, classes));
        return called;
    }

    /// <summary>How often each class was called for each; null without rows.</summary>
    public static ConfusionMatrix? Confusion(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        ClassesOf(predictions, target) is { } classes ? ConfusionMatrix.Of(Called(predictions, classes), target, classes, weights) : null;

    /// <summary>The mean of −ln of the probability given to what happened, in nats; null without rows. See <see cref="BinaryMetrics.Clip"/>.</summary>
    public static double? LogLoss(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        Weighted.Mean(LogLosses(predictions, target), weights);

    /// <summary>Every row's log loss, for paired comparisons.</summary>
    public static double[] LogLosses(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) => Each(predictions, target, LogLossOf);

    /// <summary>The mean over rows of the summed squared differences of probability and outcome (Brier's own definition of 1950: from 0 to 2); null without rows.</summary>
    public static double? Brier(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        Weighted.Mean(Each(predictions, target, BrierOf), weights);

    /// <summary>The share of rows whose most probable class is the true one; null without rows.</summary>
    public static double? Accuracy(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        Confusion(predictions, target, weights)?.Accuracy;

    /// <summary>One class against the rest: see <see cref="BinaryMetrics.Auc"/>.</summary>
    public static double? AucOf(int of, ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        ClassesOf(predictions, target) is { } classes ? BinaryMetrics.Auc(ScoresOf(of, predictions, classes), IsClass(of, target), weights) : null;

    /// <summary>The mean, over the classes that occur, of each one's AUC against the rest (scikit-learn's <c>multi_class="ovr"</c>); null unless two occur.</summary>
    /// <param name="predictions">Rows × classes.</param>
    /// <param name="target">Class numbers.</param>
    /// <param name="average">Macro or weighted by the classes' rows; there is no micro average here.</param>
    /// <param name="weights">How much each row counts; empty when all count 1.</param>
    public static double? Auc(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ClassAverage average = ClassAverage.Macro, ReadOnlySpan<double> weights = default)
    {
        if (average == ClassAverage.Micro) throw new ArgumentException("The AUC against the rest has no micro average.", nameof(average));
        if (ClassesOf(predictions, target) is not { } classes) return null;
        var aucs = new double?[classes];
        var rows = new double[classes];
        for (var c = 0; c < classes; c++) aucs[c] = AucOf(c, predictions, target, weights);
        for (var row = 0; row < target.Length; row++) rows[(int)target[row]] += weights.IsEmpty ? 1 : weights[row];
        return MeanOfClasses(aucs, rows, average);
    }

    /// <summary>The expected calibration error of the most probable class: its probability against how often it is true, over equally wide bins (Guo et al., 2017); null without rows.</summary>
    public static double? Ece(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        var (confidence, isRight) = Confidence(predictions, target);
        return BinaryMetrics.Ece(confidence, isRight, bins, weights);
    }

    /// <summary>The reliability diagram of the most probable class.</summary>
    public static IReadOnlyList<CalibrationBin> Bins(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        var (confidence, isRight) = Confidence(predictions, target);
        return Calibration.Bins(confidence, isRight, bins, weights);
    }

    internal static double? MeanOfClasses(double?[] figures, double[] rows, ClassAverage average)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var c = 0; c < figures.Length; c++)
        {
            if (figures[c] is not { } figure) continue;
            var weight = average == ClassAverage.Weighted ? rows[c] : 1;
            sum += weight * figure;
            weights += weight;
        }

        return weights > 0 ? sum / weights : null;
    }

    internal static (double[] Confidence, double[] IsRight) Confidence(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) => (
        Each(predictions, target, (row, _) => row[BestOf(row)]),
        Each(predictions, target, (row, y) => BestOf(row) == y ? 1 : 0));

    internal static double LogLossOf(ReadOnlySpan<double> row, int of) => -ReproducibleMath.Log(Math.Clamp(row[of], BinaryMetrics.Clip, 1));

    internal static double BrierOf(ReadOnlySpan<double> row, int of)
    {
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++) sum += (row[c] - (c == of ? 1 : 0)) * (row[c] - (c == of ? 1 : 0));
        return sum;
    }

    internal static int BestOf(ReadOnlySpan<double> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
        {
            if (row[c] > row[best]) best = c;
        }

        return best;
    }

    internal static double[] Each(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, Func<ReadOnlySpan<double>, int, double> figure)
    {
        if (ClassesOf(predictions, target) is not { } classes) return [];
        var figures = new double[target.Length];
        for (var row = 0; row < figures.Length; row++) figures[row] = figure(predictions.Slice(row * classes, classes), ClassOf(target[row], classes));
        return figures;
    }

    internal static double[] ScoresOf(int of, ReadOnlySpan<double> predictions, int classes)
    {
        var scores = new double[predictions.Length / classes];
        for (var row = 0; row < scores.Length; row++) scores[row] = predictions[row * classes + of];
        return scores;
    }

    internal static double[] IsClass(int of, ReadOnlySpan<double> target)
    {
        var flags = new double[target.Length];
        for (var row = 0; row < flags.Length; row++) flags[row] = target[row] == of ? 1 : 0;
        return flags;
    }

    internal static int ClassOf(double target, int classes) => target >= 0 && target < classes && Math.Floor(target) == target
        ? (int)target
        : throw new ArgumentException($"A target is {target}; classes are numbered from 0 to {classes - 1}.", nameof(target));

    private static int? ClassesOf(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target)
    {
        if (target.IsEmpty && predictions.IsEmpty) return null;
        return !target.IsEmpty && predictions.Length > 0 && predictions.Length % target.Length == 0
            ? predictions.Length / target.Length
            : throw new ArgumentException($"There are {predictions.Length} predictions for {target.Length} rows; each row needs one for every class.", nameof(predictions));
    }
}
