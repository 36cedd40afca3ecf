using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>What a model said about rows and what came of them.</summary>
public sealed record EvaluationRows
{
    /// <summary>Puts the rows together.</summary>
    /// <param name="task">The kind of target.</param>
    /// <param name="predictions">What the model's <see cref="ITrainedModel.Predict"/> gave, row by row: one number, or one probability a class.</param>
    /// <param name="target">One outcome a row.</param>
    /// <param name="blocks">One block key a row: rows of one key share their chance.</param>
    /// <param name="slices">Named parts of the rows, one flag a row; they may overlap. Null for none.</param>
    /// <param name="groups">The group of each row in a ranking; the rows of a group are in one block. Null for other tasks.</param>
    /// <exception cref="ArgumentException">The lengths differ, a prediction is not finite or no probability where it must be one, a target is no outcome, or a group lies in two blocks.</exception>
    public EvaluationRows(
        LearningTask task,
        double[] predictions,
        double[] target,
        int[] blocks,
        IReadOnlyDictionary<string, bool[]>? slices = null,
        int[]? groups = null)
    {
        Length("blocks", blocks.Length, target.Length);
        foreach (var (name, flags) in slices ?? new Dictionary<string, bool[]>()) Length($"flags of slice '{name}'", flags.Length, target.Length);
        Outputs = task == LearningTask.Multiclass && target.Length > 0 ? Math.Max(1, predictions.Length / target.Length) : 1;
        (Task, Predictions, Target, Blocks, Groups) = (task, Checked(task, predictions, target.Length * Outputs, Outputs), target, blocks, groups);
        Slices = slices ?? new Dictionary<string, bool[]>();
        foreach (var y in target) CheckTarget(task, y, Outputs);
        if (task == LearningTask.Ranking) CheckGroups(groups, blocks);
        else if (groups is not null) throw new ArgumentException($"The task {task} has no groups.", nameof(groups));
    }

    /// <summary>The kind of target.</summary>
    public LearningTask Task { get; }

    /// <summary>How many numbers are predicted for a row.</summary>
    public int Outputs { get; }

    /// <summary>The predictions, row by row.</summary>
    public double[] Predictions { get; }

    /// <summary>One outcome a row.</summary>
    public double[] Target { get; }

    /// <summary>One block key a row.</summary>
    public int[] Blocks { get; }

    /// <summary>The group of each row in a ranking; otherwise null.</summary>
    public int[]? Groups { get; }

    /// <summary>Named parts of the rows.</summary>
    public IReadOnlyDictionary<string, bool[]> Slices { get; }

    /// <summary>
    /// How much each row counts in every metric, finite and not negative; null when all count 1. It multiplies the row's share of a mean, a count or a curve, as scikit-learn's
    /// <c>sample_weight</c> does. In a ranking a group counts as its rows do, which must be alike. Default null.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one for each row, one is no weight, or the rows of a group count differently.</exception>
    public double[]? Weights
    {
        get;
        init
        {
            if (value is not null) CheckWeights(value, Target.Length, Groups);
            field = value;
        }
    }

    /// <summary>The names of a multiclass task's classes, in the order of the predictions; empty where they have none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// True to declare that no two rows (in a ranking: groups) share their chance: each is then a block of its own, and intervals follow from formulas where there are any (Wilson for shares,
    /// DeLong for the AUC, Student for means). Default false.
    /// </summary>
    public bool RowsAreIndependent { get; init; }

    /// <summary>The given rows as one metric sees them.</summary>
    internal MetricData Data(double[] predictions, int[] rows)
    {
        var blocks = RowsAreIndependent ? Groups ?? [.. Enumerable.Range(0, Target.Length)] : Blocks;
        return new MetricData(
            Task, Outputs == 1 ? Take(predictions, rows) : TakeOutputs(predictions, rows), Outputs, Take(Target, rows),
            Groups is null ? null : Take(Groups, rows), BlockIndex.Of(Take(blocks, rows)), Weights is null ? null : Take(Weights, rows), RowsAreIndependent);
    }

    internal static double[] Checked(LearningTask task, double[] predictions, int numbers, int outputs)
    {
        Length(nameof(predictions), predictions.Length, numbers);
        var isProbability = task is LearningTask.Binary or LearningTask.Multiclass;
        for (var i = 0; i < predictions.Length; i++)
        {
            var p = predictions[i];
            if (!double.IsFinite(p) || isProbability && (p < 0 || p > 1)) throw new ArgumentException($"The prediction of row {i / outputs} is {p}.", nameof(predictions));
        }

        for (var row = 0; outputs > 1 && row < numbers / outputs; row++)
        {
            var sum = 0.0;
            for (var c = 0; c < outputs; c++) sum += predictions[row * outputs + c];
            if (Math.Abs(sum - 1) > 1e-4) throw new ArgumentException($"The probabilities of row {row} sum to {sum} and not to 1.", nameof(predictions));
        }

        return predictions;
    }

    private static void CheckTarget(LearningTask task, double y, int outputs)
    {
        var isAllowed = task switch
        {
            LearningTask.Binary or LearningTask.Anomaly => y is 0 or 1,
            LearningTask.Multiclass => y >= 0 && y < outputs && y == Math.Floor(y),
            LearningTask.Ranking => double.IsFinite(y) && y >= 0,
            _ => double.IsFinite(y),
        };
        if (!isAllowed) throw new ArgumentException($"A target is {y}.", nameof(y));
    }

    private static void CheckGroups(int[]? groups, int[] blocks)
    {
        if (groups is null) throw new ArgumentException("A ranking needs the group of each row.", nameof(groups));
        Length("groups", groups.Length, blocks.Length);
        var blockOf = new Dictionary<int, int>();
        for (var row = 0; row < groups.Length; row++)
        {
            if (!blockOf.TryAdd(groups[row], blocks[row]) && blockOf[groups[row]] != blocks[row])
            {
                throw new ArgumentException($"Group {groups[row]} lies in the blocks {blockOf[groups[row]]} and {blocks[row]}; a group must lie in one.", nameof(groups));
            }
        }
    }

    private static void CheckWeights(double[] weights, int rows, int[]? groups)
    {
        Length("weights", weights.Length, rows);
        Metrics.Weighted.Check(weights, rows);
        var of = new Dictionary<int, double>();
        for (var row = 0; groups is not null && row < rows; row++)
        {
            if (!of.TryAdd(groups[row], weights[row]) && of[groups[row]] != weights[row])
            {
                throw new ArgumentException($"The rows of group {groups[row]} have the weights {of[groups[row]]} and {weights[row]}; they must be alike.", nameof(weights));
            }
        }
    }

    private static T[] Take<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private double[] TakeOutputs(double[] predictions, int[] rows)
    {
        var taken = new double[rows.Length * Outputs];
        for (var i = 0; i < rows.Length; i++) Array.Copy(predictions, rows[i] * Outputs, taken, i * Outputs, Outputs);
        return taken;
    }

    private static void Length(string what, int found, int rows)
    {
        if (found != rows) throw new ArgumentException($"There are {found} {what} for {rows} rows.", nameof(rows));
    }
}
