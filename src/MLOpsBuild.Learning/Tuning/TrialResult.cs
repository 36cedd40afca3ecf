using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>What a trial's models lost on the rows that they were not trained on.</summary>
/// <param name="Parameters">What was trained with.</param>
/// <param name="RowShare">The share of each fold's training rows that was learned from.</param>
/// <param name="FoldLosses">The loss on each fold, lower being better; NaN where a model gave no number.</param>
public sealed record TrialResult(ParameterValues Parameters, double RowShare, IReadOnlyList<double> FoldLosses)
{
    /// <summary>The trial's key: see <see cref="Trial.Key"/>.</summary>
    public string Key => Trial.KeyOf(Parameters, RowShare);

    /// <summary>The mean of the folds' losses; NaN when one of them is no finite number.</summary>
    public double Mean => FoldLosses.All(double.IsFinite) ? PairwiseSum.Mean([.. FoldLosses]) : double.NaN;

    /// <summary>The standard error of <see cref="Mean"/> over the folds: their sample standard deviation divided by the root of their number; null for one fold or no mean.</summary>
    /// <remarks>Folds share training rows, so this is a measure of spread and no basis for a test.</remarks>
    public double? StandardError
    {
        get
        {
            var (mean, count) = (Mean, FoldLosses.Count);
            if (count < 2 || double.IsNaN(mean)) return null;
            return Math.Sqrt(PairwiseSum.Of([.. FoldLosses.Select(l => (l - mean) * (l - mean))]) / (count - 1) / count);
        }
    }

    /// <summary>Better first: all rows before a share of them, then by mean loss with "no number" last, then by key.</summary>
    internal static int Compare(TrialResult a, TrialResult b)
    {
        var byRows = b.RowShare.CompareTo(a.RowShare);
        if (byRows != 0) return byRows;
        var (x, y) = (a.Mean, b.Mean);
        var byLoss = double.IsNaN(x) || double.IsNaN(y) ? double.IsNaN(x).CompareTo(double.IsNaN(y)) : x.CompareTo(y);
        return byLoss != 0 ? byLoss : string.CompareOrdinal(a.Key, b.Key);
    }

    /// <inheritdoc/>
    public bool Equals(TrialResult? other) => other is not null && Key == other.Key && FoldLosses.SequenceEqual(other.FoldLosses);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);
}
