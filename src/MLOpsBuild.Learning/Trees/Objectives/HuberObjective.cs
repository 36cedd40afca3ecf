using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>
/// Huber's loss: half the squared residual up to δ, δ (|residual| − δ/2) beyond it. Leaves are the median residual plus the mean of what is left,
/// clipped to ±δ (Friedman, 2001, algorithm 4, with a fixed δ).
/// </summary>
internal sealed class HuberObjective(TrainingSet set, double delta, Workers workers) : ScaledObjective(set, 1, true, workers)
{
    public override double[] Initial => [Quantiles.Of(Target, Weights, 0.5)];

    public override bool SetsLeaves => true;

    public override double LeafValue(ReadOnlySpan<int> rows)
    {
        var median = Residuals.Quantile(Target, Scores, Weights, rows, 0.5);
        var rest = new double[rows.Length];
        var weights = new double[rows.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            weights[i] = WeightOf(rows[i]);
            rest[i] = weights[i] * Math.Clamp(Target[rows[i]] - Scores[rows[i]] - median, -delta, delta);
        }

        var total = PairwiseSum.Of(weights);
        return total > 0 ? median + PairwiseSum.Of(rest) / total : 0;
    }

    protected override double Derive(int start, int count)
    {
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var residual = Scores[row] - Target[row];
            var size = Math.Abs(residual);
            var weight = WeightOf(row);
            Gradients[row] = weight * Math.Clamp(residual, -delta, delta);
            loss += weight * (size <= delta ? 0.5 * residual * residual : delta * (size - 0.5 * delta));
            if (Weights is not null) Hessians[row] = weight;
        }

        return loss;
    }
}
