using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Splits;

/// <summary>Cross-validation over independent rows in which each fold has nearly the same share of every class.</summary>
public static class StratifiedKFold
{
    /// <summary>Folds whose numbers of rows of a class, and of all rows, differ by at most one. A class with fewer rows than folds is missing from some of the tests.</summary>
    /// <param name="target">The class of each row.</param>
    /// <param name="folds">At least 2.</param>
    /// <param name="seed">Chooses which rows belong together.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds, or a target is NaN.</exception>
    public static IReadOnlyList<Fold> Of(ReadOnlySpan<double> target, int folds, ulong seed = 0)
    {
        Fold.CheckFolds(folds, target.Length, "rows");
        var order = OrderByClass(target, seed);
        var foldOfRow = new int[order.Length];
        // One deal through all classes: where a class ends, the next one goes on with the next fold.
        for (var i = 0; i < order.Length; i++) foldOfRow[order[i]] = i % folds;
        return Fold.OfNumbers(foldOfRow, folds);
    }

    /// <summary>The rows class by class, in ascending order of the classes, each class shuffled.</summary>
    internal static int[] OrderByClass(ReadOnlySpan<double> target, ulong seed)
    {
        var classes = new SortedDictionary<double, List<int>>();
        for (var row = 0; row < target.Length; row++)
        {
            if (double.IsNaN(target[row])) throw new ArgumentException($"The target of row {row} is missing.", nameof(target));
            if (!classes.TryGetValue(target[row], out var rows)) classes.Add(target[row], rows = []);
            rows.Add(row);
        }

        var random = new SeededRandom(seed);
        var order = new List<int>(target.Length);
        foreach (var rows in classes.Values)
        {
            int[] shuffled = [.. rows];
            random.Shuffle<int>(shuffled);
            order.AddRange(shuffled);
        }

        return [.. order];
    }
}
