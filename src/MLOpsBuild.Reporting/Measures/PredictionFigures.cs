using System.Globalization;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Snapshots;

namespace MLOpsBuild.Reporting.Measures;

/// <summary>Where predictions err, out of those that a run keeps.</summary>
public static class PredictionFigures
{
    private const int Bins = 24;
    private const int MostBands = 10;
    private const int LeastRowsOfABand = 20;

    /// <summary>Which classes were called which; null for tasks without classes, and without rows.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">Predictions and targets.</param>
    /// <param name="classes">The classes' names; empty when they are numbers.</param>
    public static ConfusionFigures? Confusion(LearningTask task, PredictedRows rows, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        if (rows.Target.Length == 0) return null;
        var matrix = task switch
        {
            LearningTask.Binary => Learning.Metrics.Confusion.Of(rows.Scores, rows.Target).ToMatrix(),
            LearningTask.Multiclass => MulticlassMetrics.Confusion(rows.Scores, rows.Target),
            _ => null,
        };
        if (matrix is null) return null;
        var all = Enumerable.Range(0, matrix.Classes).ToArray();
        return new ConfusionFigures(
            [.. all.Select(c => c < classes.Count ? classes[c] : c.ToString(CultureInfo.InvariantCulture))],
            [.. all.Select(truth => (IReadOnlyList<double>)[.. all.Select(called => matrix[truth, called])])])
        {
            Note = task == LearningTask.Binary ? "The second class is called from a probability of 0.5 on." : "The class with the greatest probability is called.",
        };
    }

    /// <summary>The errors of a regression; null for other tasks, and without rows.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">Predictions and targets.</param>
    /// <param name="target">The target's name.</param>
    public static ResidualFigures? Residuals(LearningTask task, PredictedRows rows, string target)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (task != LearningTask.Regression) return null;
        (double Predicted, double Error)[] known = [.. rows.Scores.Zip(rows.Target, (score, y) => (score, y - score)).Where(r => double.IsFinite(r.score) && double.IsFinite(r.Item2))];
        if (known.Length == 0) return null;
        Array.Sort(known);
        var (edges, counts) = Histogram(Array.ConvertAll(known, r => r.Error));
        var bands = Math.Clamp(known.Length / LeastRowsOfABand, 1, MostBands);
        return new ResidualFigures(target, edges, counts, [.. Enumerable.Range(0, bands).Select(b => Band(known[(int)((long)b * known.Length / bands)..(int)((long)(b + 1) * known.Length / bands)]))]);
    }

    private static ResidualBand Band((double Predicted, double Error)[] rows)
    {
        var errors = Array.ConvertAll(rows, r => r.Error);
        Array.Sort(errors);
        return new ResidualBand(Quantiles.Of(Array.ConvertAll(rows, r => r.Predicted), 0.5), Quantiles.Of(errors, 0.05), Quantiles.Of(errors, 0.5), Quantiles.Of(errors, 0.95), rows.Length);
    }

    // A few errors of another size would leave one column for all others: the outermost bins take those beyond.
    private static (double[] Edges, double[] Counts) Histogram(double[] errors)
    {
        Array.Sort(errors);
        var (low, high) = (Quantiles.Of(errors, 0.01), Quantiles.Of(errors, 0.99));
        if (!(low < high)) (low, high) = (low - 1, high + 1);
        var counts = new double[Bins];
        foreach (var error in errors) counts[Math.Clamp((int)((error - low) / (high - low) * Bins), 0, Bins - 1)]++;
        return ([.. Enumerable.Range(0, Bins + 1).Select(i => low + ((high - low) * i / Bins))], counts);
    }
}
