using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Measures;

/// <summary>What inputs add to predictions, by exact Shapley values of a sample of rows.</summary>
public static class ContributionMeasure
{
    /// <summary>The most rows that are explained. They lie evenly over the table, so that the same table gives the same sample.</summary>
    public const int MostRows = 500;

    private const int Fifth = 5;

    /// <summary>The figures; null for a model that is not of trees, whose values would take too long, and without rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">A table with the model's inputs.</param>
    public static ContributionFigures? Of(ITrainedModel model, Table rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.RowCount == 0 || Prepare(model) is not { } shap) return null;
        var count = Math.Min(MostRows, rows.RowCount);
        var sample = rows.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.RowCount / count))]);
        var values = shap.Explain(sample);
        var lines = Enumerable.Range(0, shap.Inputs.Count).Select(input => Line(shap.Inputs[input].Name, input, values, sample));
        return new ContributionFigures("score", count, rows.RowCount, [.. lines.OrderByDescending(l => l.Mean).ThenBy(l => l.Feature, StringComparer.Ordinal)]);
    }

    private static TreeShap? Prepare(ITrainedModel model)
    {
        try
        {
            return TreeShap.Of(model);
        }
        catch (ArgumentException)
        {
            // No model of trees, or one of an earlier version.
            return null;
        }
    }

    private static ContributionLine Line(string name, int input, TreeShapValues values, Table rows)
    {
        double[] added = [.. Enumerable.Range(0, values.Rows).SelectMany(row => Enumerable.Range(0, values.Outputs).Select(output => values.Of(row, output)[input]))];
        double[] sorted = [.. added.Order()];
        var line = new ContributionLine(name, added.Sum(Math.Abs) / added.Length, Quantiles.Of(sorted, 0.05), Quantiles.Of(sorted, 0.95));
        // Of several classes each has its own direction, and texts have no order.
        if (values.Outputs > 1 || rows[name] is TextColumn) return line;
        var numbers = rows[name].ToNumbers();
        int[] order = [.. Enumerable.Range(0, numbers.Length).Where(row => double.IsFinite(numbers[row])).OrderBy(row => numbers[row])];
        if (order.Length < 2 * Fifth || numbers[order[0]] == numbers[order[^1]]) return line;
        var part = order.Length / Fifth;
        return line with { WhereSmall = order[..part].Average(row => added[row]), WhereGreat = order[^part..].Average(row => added[row]) };
    }
}
