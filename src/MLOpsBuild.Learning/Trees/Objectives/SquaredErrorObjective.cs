using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>Squared error: gradient score − y, hessian 1. The loss is the mean squared error.</summary>
internal sealed class SquaredErrorObjective(TrainingSet set, Workers workers) : ScaledObjective(set, 1, true, workers)
{
    public override double[] Initial => [MeanTarget()];

    protected override double Derive(int start, int count)
    {
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var residual = Scores[row] - Target[row];
            Gradients[row] = residual * WeightOf(row);
            loss += Gradients[row] * residual;
            if (Weights is not null) Hessians[row] = Weights[row];
        }

        return loss;
    }
}
