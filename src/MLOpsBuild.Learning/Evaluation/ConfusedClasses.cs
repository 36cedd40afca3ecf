using System.Globalization;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>Rows of one class that were called another.</summary>
/// <param name="Truth">The class that they are: its name, or its number where classes have no names.</param>
/// <param name="Called">The class that they were called.</param>
/// <param name="Rows">How many they are, or their weight.</param>
/// <param name="Share">Their share of the rows of <paramref name="Truth"/>, above 0.</param>
public sealed record ConfusedClasses(string Truth, string Called, double Rows, double Share)
{
    private const int Most = 5;

    internal static IReadOnlyList<ConfusedClasses> MostFrequent(EvaluationRows rows)
    {
        if (rows.Task != LearningTask.Multiclass || MulticlassMetrics.Confusion(rows.Predictions, rows.Target, rows.Weights) is not { } matrix) return [];
        string Name(int c) => c < rows.Classes.Count ? rows.Classes[c] : c.ToString(CultureInfo.InvariantCulture);
        var pairs = from truth in Enumerable.Range(0, matrix.Classes)
                    from called in Enumerable.Range(0, matrix.Classes)
                    where truth != called && matrix[truth, called] > 0
                    orderby matrix[truth, called] descending, truth, called
                    select new ConfusedClasses(Name(truth), Name(called), matrix[truth, called], matrix[truth, called] / matrix.Support(truth));
        return [.. pairs.Take(Most)];
    }
}
