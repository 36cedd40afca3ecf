using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>
/// LambdaMART (Burges, 2010): each pair of rows of a group with different relevance pulls its scores apart as much as swapping the two would change
/// the normalised discounted cumulative gain. The loss is 1 − NDCG, the mean over groups that have two relevances.
/// </summary>
/// <param name="set">The rows.</param>
/// <param name="cutoff">Only places up to this one count; 0 when all do.</param>
/// <param name="workers">Who does the work.</param>
internal sealed class RankingObjective(TrainingSet set, int cutoff, Workers workers) : ScaledObjective(set, 1, false, workers)
{
    private readonly int[] _starts = StartsOf(set.Groups!);

    public override double[] Initial => [0];

    protected override double Derive()
    {
        var losses = new double[_starts.Length - 1];
        Workers.ForEach(losses.Length, (group, _) => losses[group] = Derive(_starts[group], _starts[group + 1] - _starts[group]));
        double[] counted = [.. losses.Where(loss => !double.IsNaN(loss))];
        return counted.Length == 0 ? 0 : PairwiseSum.Mean(counted);
    }

    // NaN when all rows are equally relevant.
    protected override double Derive(int start, int count)
    {
        Array.Clear(Gradients, start, count);
        Array.Clear(Hessians, start, count);
        int[] order = [.. Enumerable.Range(start, count).OrderByDescending(row => Scores[row]).ThenBy(row => row)];
        double[] gains = [.. order.Select(row => ReproducibleMath.Pow(2, Target[row]) - 1)];
        double[] discounts = [.. Enumerable.Range(0, count).Select(Discount)];
        var ideal = Sum([.. gains.OrderDescending()], discounts);
        if (gains.All(gain => gain == gains[0])) return double.NaN;
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var change = Math.Abs((gains[i] - gains[j]) * (discounts[i] - discounts[j])) / ideal;
                if (change > 0) Pull(gains[i] > gains[j] ? order[i] : order[j], gains[i] > gains[j] ? order[j] : order[i], change);
            }
        }

        // Rows that no pair moves still count as rows.
        for (var row = start; row < start + count; row++) Hessians[row] = Math.Max(Hessians[row], 1e-16);
        return 1 - Sum(gains, discounts) / ideal;
    }

    private void Pull(int better, int worse, double change)
    {
        var pull = ReproducibleMath.Sigmoid(Scores[worse] - Scores[better]);
        var curve = pull * (1 - pull) * change;
        Gradients[better] -= pull * change * WeightOf(better);
        Gradients[worse] += pull * change * WeightOf(worse);
        Hessians[better] += curve * WeightOf(better);
        Hessians[worse] += curve * WeightOf(worse);
    }

    private double Discount(int place) => cutoff > 0 && place >= cutoff ? 0 : 0.6931471805599453 / ReproducibleMath.Log(place + 2);

    private static double Sum(double[] gains, double[] discounts)
    {
        var sum = 0.0;
        for (var i = 0; i < gains.Length; i++) sum += gains[i] * discounts[i];
        return sum;
    }

    private static int[] StartsOf(int[] groups) =>
        [.. Enumerable.Range(0, groups.Length).Where(row => row == 0 || groups[row] != groups[row - 1]), groups.Length];
}
