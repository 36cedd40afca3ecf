using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>Counts or rates with the logarithm of their mean as the score: gradient eˢ − y. The loss is the mean Poisson deviance.</summary>
internal sealed class PoissonObjective(TrainingSet set, Workers workers) : ScaledObjective(set, 1, false, workers)
{
    // e^0.7: a greater second derivative keeps single steps of the score short, since eˢ overshoots.
    private const double Caution = 2.0137527074704766;

    public override double[] Initial => [ReproducibleMath.Log(Math.Max(MeanTarget(), 1e-9))];

    protected override double Derive(int start, int count)
    {
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var (y, weight) = (Target[row], WeightOf(row));
            var mean = ReproducibleMath.Exp(Math.Min(Scores[row], 300));
            Gradients[row] = weight * (mean - y);
            Hessians[row] = weight * mean * Caution;
            loss += 2 * weight * ((y > 0 ? y * (ReproducibleMath.Log(y) - Scores[row]) : 0) - (y - mean));
        }

        return loss;
    }
}
