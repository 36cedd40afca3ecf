using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Leaves out numbers that say little of the target, and those that say the same as another. Texts and times stay.</summary>
/// <remarks>
/// The correlations are Pearson's, without their sign, over the rows where both values are finite; with fewer than two such rows, or without spread, they are 0. With three or more
/// named classes that with the target is the greatest one with any class. Among numbers that say the same, that of the greatest correlation with the target stays, the first of equals.
/// </remarks>
public sealed class SelectionByCorrelation : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "selection-by-correlation";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns to judge; null for all numbers. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The least correlation with the target that lets a column stay, 0 to 1. Default 0: all stay.</summary>
    public double LeastWithTarget { get; init => field = Check.Within(value, 0, 1, nameof(LeastWithTarget)); }

    /// <summary>The greatest correlation with a column that stays, 0 to 1. Default 0.95.</summary>
    public double MostAmong { get; init => field = Check.Within(value, 0, 1, nameof(MostAmong)); } = 0.95;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no number, there is no target to correlate with, or no column stays.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        var inputs = ColumnChoice.Numbers(set, Columns);
        if (LeastWithTarget > 0 || set.Target.Length > 0) ColumnChoice.Target(set);
        var values = Array.ConvertAll(inputs, input => Inputs.Numbers(set.Features, input));
        var withTarget = Array.ConvertAll(values, v => WithTarget(v, set));
        var kept = new List<int>();
        foreach (var i in Enumerable.Range(0, inputs.Length).OrderByDescending(i => withTarget[i]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (withTarget[i] >= LeastWithTarget && kept.TrueForAll(k => Correlation(values[i], values[k]) <= MostAmong)) kept.Add(i);
        }

        return FittedSelection.Fit(Name, set.Features, [.. inputs.Where((_, i) => !kept.Contains(i))]);
    }

    private static double WithTarget(double[] values, TrainingSet set)
    {
        if (set.Target.Length == 0) return 0;
        if (set.Classes.Count <= 2) return Correlation(values, set.Target);
        return Enumerable.Range(0, set.Classes.Count).Max(c => Correlation(values, Array.ConvertAll(set.Target, y => y == c ? 1.0 : 0)));
    }

    private static double Correlation(double[] a, double[] b)
    {
        int[] rows = [.. Enumerable.Range(0, a.Length).Where(row => double.IsFinite(a[row]) && double.IsFinite(b[row]))];
        if (rows.Length < 2) return 0;
        var meanA = PairwiseSum.Mean(Array.ConvertAll(rows, row => a[row]));
        var meanB = PairwiseSum.Mean(Array.ConvertAll(rows, row => b[row]));
        var product = PairwiseSum.Of(Array.ConvertAll(rows, row => (a[row] - meanA) * (b[row] - meanB)));
        var squares = PairwiseSum.Of(Array.ConvertAll(rows, row => (a[row] - meanA) * (a[row] - meanA))) * PairwiseSum.Of(Array.ConvertAll(rows, row => (b[row] - meanB) * (b[row] - meanB)));
        return squares > 0 && double.IsFinite(squares) ? Math.Min(1, Math.Abs(product) / Math.Sqrt(squares)) : 0;
    }
}
