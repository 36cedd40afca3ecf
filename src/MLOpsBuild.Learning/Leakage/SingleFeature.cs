using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Leakage;

/// <summary>
/// The score of a feature alone: the mean target of each of its values (numbers in up to 64 bins of equal rows) on the training rows predicts the test rows. The idea is that of the
/// predictive power score (Wetschoreck, 2020), with a step function in place of its tree.
/// </summary>
internal static class SingleFeature
{
    private const int Bins = 64;

    // A mean of few rows is drawn towards that of all by as many rows: categories seen once tell nothing.
    private const double Prior = 5;

    public static double? Score(Column column, double[] target, Fold fold, LearningTask task)
    {
        var cells = column.Type == ColumnType.Text ? RowKeys.Of(column) : BinsOf(column, fold.Train);
        double[] truth = [.. fold.Test.Select(row => target[row])];
        if (task is LearningTask.Regression or LearningTask.Ranking)
        {
            return RegressionMetrics.R2(Means(cells, target, fold), truth) is { } r2 ? Math.Max(0, r2) : null;
        }

        double[] classes = task == LearningTask.Multiclass ? [.. target.Distinct().Order()] : [1];
        double?[] aucs = [.. classes.Select(c => BinaryMetrics.Auc(Means(cells, Is(c, target), fold), Is(c, truth)))];
        return aucs.OfType<double>().Any() ? aucs.OfType<double>().Max(a => 2 * Math.Abs(a - 0.5)) : null;
    }

    private static double[] Is(double c, double[] target) => Array.ConvertAll(target, y => y == c ? 1.0 : 0);

    private static double[] Means(int[] cells, double[] target, Fold fold)
    {
        var count = cells.Length == 0 ? 0 : cells.Max() + 1;
        var (sums, rows) = (new double[count], new int[count]);
        var all = fold.Train.Sum(row => target[row]) / fold.Train.Length;
        foreach (var row in fold.Train)
        {
            sums[cells[row]] += target[row];
            rows[cells[row]]++;
        }

        return Array.ConvertAll(fold.Test, row => (sums[cells[row]] + Prior * all) / (rows[cells[row]] + Prior));
    }

    private static int[] BinsOf(Column column, int[] train)
    {
        var values = column is TimeColumn time ? [.. time.Values.ToArray().Select(t => t == DateTime.MinValue ? double.NaN : t.Ticks)] : column.ToNumbers();
        double[] sorted = [.. train.Select(row => values[row]).Where(v => !double.IsNaN(v))];
        Array.Sort(sorted);
        double[] bounds = [.. Enumerable.Range(1, Bins - 1).Where(_ => sorted.Length > 0).Select(i => sorted[(int)((long)i * sorted.Length / Bins)]).Distinct()];
        return Array.ConvertAll(values, v => double.IsNaN(v) ? bounds.Length + 1 : Place(bounds, v));
    }

    private static int Place(double[] bounds, double value)
    {
        var place = Array.BinarySearch(bounds, value);
        return place >= 0 ? place + 1 : ~place;
    }
}
