using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>Log loss of the log odds: gradient p − y, hessian p (1 − p).</summary>
internal sealed class LogLossObjective : Objective
{
    public LogLossObjective(TrainingSet set, Workers workers)
        : base(set, 1, workers)
    {
        var most = Weights is null ? 1 : Packing.PowerAbove(Weights.Max());
        Packing = Packing.Of(Rows, most, most);
    }

    public override double[] Initial
    {
        get
        {
            var rate = MeanTarget();
            if (rate is > 0 and < 1) return [ReproducibleMath.Log(rate / (1 - rate))];
            // With one class only the odds would be infinite: half a row of each class keeps them finite.
            return [ReproducibleMath.Log((rate * Rows + 0.5) / ((1 - rate) * Rows + 0.5))];
        }
    }

    public override double Differentiate() => Weights is null ? MeanLoss(DeriveEqual) : MeanLoss(DeriveWeighted);

    private double DeriveEqual(int start, int count) =>
        LogisticKernel.Derive(Scores.AsSpan(start, count), Target.AsSpan(start, count), Words.AsSpan(start, count), Packing);

    private double DeriveWeighted(int start, int count)
    {
        var packing = Packing;
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var (score, weight) = (Scores[row], Weights![row]);
            var e = ReproducibleMath.Exp(-Math.Abs(score));
            var p = (score < 0 ? e : 1) / (1 + e);
            loss += weight * (ReproducibleMath.Log1p(e) + (Math.Max(score, 0) - Target[row] * score));
            Words[row] = packing.Word(weight * (p - Target[row]), weight * Math.Max(p * (1 - p), 1e-16));
        }

        return loss;
    }
}
