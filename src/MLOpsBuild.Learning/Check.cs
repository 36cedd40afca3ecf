namespace MLOpsBuild.Learning;

/// <summary>Range checks of settings.</summary>
internal static class Check
{
    public static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");

    public static double Within(double value, double least, double most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");

    /// <summary>Refuses a training set that no method can learn from.</summary>
    public static void TrainingSet(TrainingSet set, LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(set);
        var hasTarget = task is not (LearningTask.Clustering or LearningTask.Anomaly);
        var rows = hasTarget ? set.Target.Length : set.Features.RowCount;
        if (rows == 0) throw new ArgumentException("There are no rows to learn from.", nameof(set));
        if (set.Features.Columns.Count > 0 && set.Features.RowCount != rows)
        {
            throw new ArgumentException($"The features have {set.Features.RowCount} rows, the target {rows}.", nameof(set));
        }

        if (hasTarget) Target(set, task);
        if (set.Weights is { } weights) Weights(weights, rows);
        if (task == LearningTask.Ranking) Groups(set.Groups, rows);
        if (set.Validation is { } validation) TrainingSet(validation with { Validation = null }, task);
    }

    private static void Target(TrainingSet set, LearningTask task)
    {
        for (var row = 0; row < set.Target.Length; row++)
        {
            var y = set.Target[row];
            var (isAllowed, allowed) = task switch
            {
                LearningTask.Binary => (y is 0 or 1, "0 or 1"),
                LearningTask.Multiclass => (y >= 0 && y < (set.Classes.Count > 0 ? set.Classes.Count : 10_000) && y == Math.Floor(y), "the number of a class, counted from 0"),
                LearningTask.Ranking => (double.IsFinite(y) && y >= 0, "a finite number from 0"),
                _ => (double.IsFinite(y), "a finite number"),
            };
            if (!isAllowed) throw new ArgumentException($"The target of row {row} is {y}; it must be {allowed}.", nameof(set));
        }
    }

    private static void Weights(double[] weights, int rows)
    {
        if (weights.Length != rows) throw new ArgumentException($"There are {weights.Length} weights for {rows} rows.", nameof(weights));
        for (var row = 0; row < rows; row++)
        {
            if (!(weights[row] >= 0 && double.IsFinite(weights[row]))) throw new ArgumentException($"The weight of row {row} is {weights[row]}; it must be finite and not negative.", nameof(weights));
        }

        if (!weights.Any(w => w > 0)) throw new ArgumentException("All weights are 0.", nameof(weights));
    }

    private static void Groups(int[]? groups, int rows)
    {
        if (groups is null || groups.Length != rows) throw new ArgumentException($"There are {groups?.Length ?? 0} groups for {rows} rows; a ranking needs one for each.", nameof(groups));
        var seen = new HashSet<int>();
        for (var row = 0; row < rows; row++)
        {
            if (row > 0 && groups[row] == groups[row - 1]) continue;
            if (!seen.Add(groups[row])) throw new ArgumentException($"Group {groups[row]} begins again at row {row}; the rows of a group must follow one another.", nameof(groups));
        }
    }
}
