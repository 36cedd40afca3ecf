using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Splits;

/// <summary>Cross-validation in which all rows of a group (a day, a customer, a query) are on one side: the test rows share no chance with the training rows.</summary>
public static class GroupKFold
{
    /// <summary>Folds of nearly equal numbers of rows: the largest group left goes to the fold that has the fewest rows (the greedy rule of scikit-learn's <c>GroupKFold</c>).</summary>
    /// <param name="groups">The group of each row; equal numbers are one group.</param>
    /// <param name="folds">At least 2, at most the number of groups.</param>
    /// <param name="seed">Chooses among groups of equal size.</param>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Of(ReadOnlySpan<int> groups, int folds, ulong seed = 0)
    {
        var index = BlockIndex.Of(groups);
        Fold.CheckFolds(folds, index.Count, "groups");
        var sizes = index.Sizes();
        var foldOfGroup = new int[sizes.Length];
        var rows = new int[folds];
        foreach (var group in Shuffled(sizes.Length, seed).OrderByDescending(g => sizes[g]))
        {
            var least = Array.IndexOf(rows, rows.Min());
            foldOfGroup[group] = least;
            rows[least] += sizes[group];
        }

        var foldOfRow = new int[groups.Length];
        for (var row = 0; row < foldOfRow.Length; row++) foldOfRow[row] = foldOfGroup[index.BlockOfRow[row]];
        return Fold.OfNumbers(foldOfRow, folds);
    }

    internal static int[] Shuffled(int count, ulong seed)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle<int>(numbers);
        return numbers;
    }
}
