using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Splits;

/// <summary>Cross-validation over independent rows: each row is tested on once. For rows that share days or customers use <see cref="GroupKFold"/>, for forecasts <see cref="TimeSplit"/>.</summary>
public static class KFold
{
    /// <summary>Folds whose sizes differ by at most one.</summary>
    /// <param name="rows">The number of rows, at least <paramref name="folds"/>.</param>
    /// <param name="folds">At least 2.</param>
    /// <param name="seed">Chooses which rows belong together.</param>
    /// <param name="shuffle">False to take each fold's test rows as one run in the given order; the seed is not used then.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Of(int rows, int folds, ulong seed = 0, bool shuffle = true)
    {
        Fold.CheckFolds(folds, rows, "rows");
        var order = new int[rows];
        for (var row = 0; row < rows; row++) order[row] = row;
        if (shuffle) new SeededRandom(seed).Shuffle<int>(order);

        // The first folds take the rest of the division, one row each.
        var foldOfRow = new int[rows];
        var (size, rest) = (rows / folds, rows % folds);
        for (int fold = 0, next = 0; fold < folds; fold++)
        {
            for (var end = next + size + (fold < rest ? 1 : 0); next < end; next++) foldOfRow[order[next]] = fold;
        }

        return Fold.OfNumbers(foldOfRow, folds);
    }
}
