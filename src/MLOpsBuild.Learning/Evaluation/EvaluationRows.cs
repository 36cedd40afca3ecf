namespace MLOpsBuild.Learning.Evaluation;

/// <summary>What a model said about rows and what came of them.</summary>
public sealed record EvaluationRows
{
    /// <summary>Puts the rows together.</summary>
    /// <param name="task">The kind of target.</param>
    /// <param name="predictions">One prediction a row: the probability of 1, or the expected value.</param>
    /// <param name="target">One outcome a row.</param>
    /// <param name="blocks">One block key a row: rows of one key share their chance.</param>
    /// <param name="slices">Named parts of the rows, one flag a row; they may overlap. Null for none.</param>
    /// <exception cref="ArgumentException">The lengths differ, a prediction is not finite or, in a binary task, not from 0 to 1, or a target is no outcome.</exception>
    public EvaluationRows(
        LearningTask task, double[] predictions, double[] target, int[] blocks, IReadOnlyDictionary<string, bool[]>? slices = null)
    {
        Length("blocks", blocks.Length, target.Length);
        foreach (var (name, flags) in slices ?? new Dictionary<string, bool[]>()) Length($"flags of slice '{name}'", flags.Length, target.Length);
        (Task, Predictions, Target, Blocks) = (task, Checked(task, predictions, target.Length), target, blocks);
        Slices = slices ?? new Dictionary<string, bool[]>();
        foreach (var y in target)
        {
            if (!double.IsFinite(y) || task == LearningTask.Binary && y != 0 && y != 1) throw new ArgumentException($"A target is {y}.", nameof(target));
        }
    }

    /// <summary>The kind of target.</summary>
    public LearningTask Task { get; }

    /// <summary>One prediction a row.</summary>
    public double[] Predictions { get; }

    /// <summary>One outcome a row.</summary>
    public double[] Target { get; }

    /// <summary>One block key a row.</summary>
    public int[] Blocks { get; }

    /// <summary>Named parts of the rows.</summary>
    public IReadOnlyDictionary<string, bool[]> Slices { get; }

    internal static double[] Checked(LearningTask task, double[] predictions, int rows)
    {
        Length(nameof(predictions), predictions.Length, rows);
        for (var row = 0; row < predictions.Length; row++)
        {
            var p = predictions[row];
            if (!double.IsFinite(p) || task == LearningTask.Binary && (p < 0 || p > 1))
            {
                throw new ArgumentException($"The prediction of row {row} is {p}.", nameof(predictions));
            }
        }

        return predictions;
    }

    private static void Length(string what, int found, int rows)
    {
        if (found != rows) throw new ArgumentException($"There are {found} {what} for {rows} rows.", nameof(rows));
    }
}
