using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Log loss of the log odds: gradient p − y, hessian p (1 − p).</summary>
internal sealed class LogLossObjective(double[] target, Workers workers) : Objective(target, workers)
{
    public override double Initial { get; } = LogOdds(target);

    public override double HessianUnit => 1 / Units;

    protected override double Differentiate(int start, int count)
    {
        var scores = Scores.AsSpan(start, count);
        var target = Target.AsSpan(start, count);
        var derivatives = Derivatives.AsSpan(2 * start, 2 * count);
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            var e = ReproducibleMath.Exp(-Math.Abs(score));
            var p = (score < 0 ? e : 1) / (1 + e);
            loss += ReproducibleMath.Log1p(e) + (Math.Max(score, 0) - target[i] * score);
            derivatives[2 * i] = (int)((p - target[i]) * Units);
            derivatives[2 * i + 1] = Math.Max(1, (int)(p * (1 - p) * Units));
        }

        return loss;
    }

    // With one class only the odds would be infinite: half a row of each class keeps them finite.
    private static double LogOdds(double[] target)
    {
        var ones = PairwiseSum.Of(target);
        var zeros = target.Length - ones;
        return ones > 0 && zeros > 0 ? ReproducibleMath.Log(ones / zeros) : ReproducibleMath.Log((ones + 0.5) / (zeros + 0.5));
    }
}
