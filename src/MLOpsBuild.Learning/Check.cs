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
        if (set.Target.Length == 0) throw new ArgumentException("There are no rows to learn from.", nameof(set));
        if (set.Features.Columns.Count > 0 && set.Features.RowCount != set.Target.Length)
        {
            throw new ArgumentException($"The features have {set.Features.RowCount} rows, the target {set.Target.Length}.", nameof(set));
        }

        for (var row = 0; row < set.Target.Length; row++)
        {
            var y = set.Target[row];
            if (!double.IsFinite(y)) throw new ArgumentException($"The target of row {row} is {y}; it must be a finite number.", nameof(set));
            if (task == LearningTask.Binary && y != 0 && y != 1) throw new ArgumentException($"The target of row {row} is {y}; it must be 0 or 1.", nameof(set));
        }
    }
}
