using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>Multiclass log loss of scores that are logarithms of odds: gradient p − [y = k], hessian 2 p (1 − p) (Friedman, Hastie and Tibshirani, 2000).</summary>
internal sealed class SoftmaxObjective(TrainingSet set, int classes, Workers workers) : ScaledObjective(set, classes, false, workers)
{
    public override double[] Initial
    {
        get
        {
            // Half a row more of each class keeps the logarithm finite where there is none.
            var counts = new double[Outputs];
            for (var row = 0; row < Rows; row++) counts[(int)Target[row]] += WeightOf(row);
            var total = PairwiseSum.Of(counts);
            var extra = counts.Any(c => c == 0) ? 0.5 * total / Rows : 0;
            return [.. counts.Select(c => ReproducibleMath.Log((c + extra) / (total + Outputs * extra)))];
        }
    }

    protected override double Derive(int start, int count)
    {
        var odds = new double[Outputs];
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var highest = Scores[row];
            for (var k = 1; k < Outputs; k++) highest = Math.Max(highest, Scores[k * Rows + row]);
            var sum = 0.0;
            for (var k = 0; k < Outputs; k++) sum += odds[k] = ReproducibleMath.Exp(Scores[k * Rows + row] - highest);
            var (own, weight) = ((int)Target[row], WeightOf(row));
            for (var k = 0; k < Outputs; k++)
            {
                var p = odds[k] / sum;
                Gradients[k * Rows + row] = weight * (k == own ? p - 1 : p);
                Hessians[k * Rows + row] = weight * Math.Max(2 * p * (1 - p), 1e-16);
            }

            loss += weight * (ReproducibleMath.Log(sum) + highest - Scores[own * Rows + row]);
        }

        return loss;
    }
}
