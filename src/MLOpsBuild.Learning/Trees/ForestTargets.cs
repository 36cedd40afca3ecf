using MLOpsBuild.Learning.Trees.Objectives;

namespace MLOpsBuild.Learning.Trees;

/// <summary>
/// What a forest's trees reduce: the squared error to each output's target, which for 0 and 1 is half of Gini's impurity. As derivatives at a score of
/// <see cref="Offset"/>: gradient offset − y, hessian 1, times the row's weight.
/// </summary>
internal sealed class ForestTargets
{
    /// <summary>A row that is drawn more often counts so many times.</summary>
    public const int MostDraws = 31;

    private ForestTargets(int outputs, int rows, double offset, Packing packing)
    {
        Outputs = outputs;
        Words = new long[outputs * rows];
        Rows = rows;
        Offset = offset;
        Packing = packing;
    }

    public int Outputs { get; }

    public int Rows { get; }

    /// <summary>The score at which the derivatives are taken.</summary>
    public double Offset { get; }

    public Packing Packing { get; }

    /// <summary>Words of a row drawn once, output by output; they leave room for <see cref="MostDraws"/> times as much.</summary>
    public long[] Words { get; }

    public static ForestTargets Of(TrainingSet set, LearningTask task, int outputs)
    {
        var offset = task == LearningTask.Regression ? Quantiles.Of(set.Target, null, 0.5) : 0;
        var (gradient, weight) = (0.0, 0.0);
        for (var row = 0; row < set.Target.Length; row++)
        {
            var own = set.Weights is null ? 1 : set.Weights[row];
            gradient = Math.Max(gradient, own * Math.Max(1e-300, Math.Abs(offset - set.Target[row])));
            weight = Math.Max(weight, own);
        }

        if (task != LearningTask.Regression) gradient = weight;
        // 2¹³ rows at a time, each at most 31 times: 18 bits for the counts leave 46 for the sums, of which each draw has 26.
        var packing = set.Weights is null
            ? new Packing(18, Packing.PowerAbove(gradient) / (1 << 26), 1)
            : Packing.Of(Packing.MostRows, 32 * Packing.PowerAbove(gradient), 64 * Packing.PowerAbove(weight));
        var targets = new ForestTargets(outputs, set.Target.Length, offset, packing);
        for (var i = 0; i < targets.Words.Length; i++)
        {
            var (k, row) = (i / targets.Rows, i % targets.Rows);
            var y = task == LearningTask.Multiclass ? set.Target[row] == k ? 1 : 0 : set.Target[row];
            var own = set.Weights is null ? 1 : set.Weights[row];
            targets.Words[i] = packing.Word(own * (offset - y), own);
        }

        return targets;
    }
}
