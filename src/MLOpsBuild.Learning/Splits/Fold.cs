namespace MLOpsBuild.Learning.Splits;

/// <summary>One way to part rows into those to learn from and those to test on: row numbers from 0, ascending, without a row in both.</summary>
/// <param name="Train">The rows to learn from.</param>
/// <param name="Test">The rows to test on.</param>
public sealed record Fold(int[] Train, int[] Test)
{
    /// <summary>One fold for each number that a row can have: the rows of that number are tested on, all others learned from.</summary>
    internal static IReadOnlyList<Fold> OfNumbers(int[] foldOfRow, int folds)
    {
        var all = new Fold[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            var test = RowsWhere(foldOfRow, number => number == fold);
            var train = RowsWhere(foldOfRow, number => number != fold);
            all[fold] = new Fold(train, test);
        }

        return all;
    }

    internal static int[] RowsWhere(int[] numbers, Predicate<int> isWanted) =>
        [.. Enumerable.Range(0, numbers.Length).Where(row => isWanted(numbers[row]))];

    internal static void CheckFolds(int folds, int parts, string of)
    {
        if (folds < 2) throw new ArgumentOutOfRangeException(nameof(folds), folds, "There must be at least 2 folds.");
        if (parts < folds) throw new ArgumentException($"{parts} {of} can not be parted into {folds} folds.", nameof(folds));
    }
}
