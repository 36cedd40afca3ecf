using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>
/// The pinball loss of a share α: α (y − score) below the target, (1 − α) (score − y) above it. Gradient −α or 1 − α, hessian 1; leaves are the
/// α-quantile of their rows' residuals (Friedman, 2001, for α = ½).
/// </summary>
/// <param name="set">The rows.</param>
/// <param name="share">α, above 0 and below 1.</param>
/// <param name="factor">What the loss is multiplied by: 2 makes the absolute error of α = ½.</param>
/// <param name="workers">Who does the work.</param>
internal sealed class QuantileObjective(TrainingSet set, double share, double factor, Workers workers) : ScaledObjective(set, 1, true, workers)
{
    public override double[] Initial => [Quantiles.Of(Target, Weights, share)];

    public override bool SetsLeaves => true;

    public override double LeafValue(ReadOnlySpan<int> rows) => Residuals.Quantile(Target, Scores, Weights, rows, share);

    protected override double Derive(int start, int count)
    {
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var residual = Target[row] - Scores[row];
            // At the target itself there is no slope.
            var slope = residual > 0 ? -share : residual < 0 ? 1 - share : 0;
            var weight = WeightOf(row) * factor;
            Gradients[row] = slope * weight;
            loss -= slope * weight * residual;
            if (Weights is not null) Hessians[row] = Weights[row];
        }

        return loss;
    }
}
