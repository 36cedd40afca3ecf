namespace MLOpsBuild.Learning.Linear;

/// <summary>
/// Makes a multinomial loss with an L1 penalty least. Each round first takes a proximal gradient step, which decides which weights are 0, and then Newton's step of the others while they keep
/// their signs (as Chen, Curtis and Robinson, 2017): the first alone converges, the second makes it fast.
/// </summary>
internal sealed class SparseMultinomial(MultinomialLoss loss, int width, double l1)
{
    private const int MostHalvings = 60;
    // Of the greatest pull that a weight can have: near the rounding of the sums.
    private const double Precision = 1e-11;
    // Newton's part of a round: the weights that are not 0 are settled before the next are let in.
    private const int MostNewtonSteps = 4;
    // The gradient's Lipschitz constant is estimated per weight by the diagonal; a share of the step is halved until the loss falls as it must.
    private double _share = 1;

    /// <summary>The loss with the whole penalty.</summary>
    public double At(double[] weights) => loss.At(weights) + l1 * Size(weights);

    /// <summary>One round, in place.</summary>
    /// <param name="weights">The weights, class by class.</param>
    /// <param name="now">The loss with the penalty, before and after.</param>
    /// <returns>True when nothing is left to gain.</returns>
    public bool Advance(double[] weights, ref double now)
    {
        var (pull, diagonal) = loss.Gradient(weights);
        if (Violation(weights, pull) <= Precision * Greatest(pull)) return true;
        var before = now;
        if (!Proximal(weights, pull, diagonal, ref now)) return true;
        for (var i = 0; i < MostNewtonSteps && Newton(weights, ref now); i++)
        {
        }

        return !(now < before);
    }

    /// <summary>How far the weights are from where no subgradient pulls: 0 at the least loss.</summary>
    public double Violation(double[] weights, double[] pull)
    {
        var most = 0.0;
        for (var i = 0; i < weights.Length; i++) most = Math.Max(most, Math.Abs(Pull(i, weights[i], pull[i])));
        return most;
    }

    // What is left of the loss's pull when the penalty holds against it.
    private double Pull(int place, double weight, double pull)
    {
        if (IsIntercept(place)) return pull;
        if (weight != 0) return pull - l1 * Math.Sign(weight);
        return Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - l1);
    }

    private bool Proximal(double[] weights, double[] pull, double[] diagonal, ref double now)
    {
        var start = weights.ToArray();
        _share = Math.Min(1, 4 * _share);
        for (var halving = 0; halving < MostHalvings; halving++, _share /= 2)
        {
            var promised = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                if (!(diagonal[i] > 0)) continue;
                var to = start[i] + _share * pull[i] / diagonal[i];
                weights[i] = IsIntercept(i) ? to : Math.Sign(to) * Math.Max(0, Math.Abs(to) - _share * l1 / diagonal[i]);
                promised += (weights[i] - start[i]) * (weights[i] - start[i]) * diagonal[i] / _share;
            }

            var next = At(weights);
            if (!(next <= now - 1e-4 * promised)) continue;
            now = next;
            return true;
        }

        start.CopyTo(weights, 0);
        return false;
    }

    // A weight that would change its sign stops at 0.
    private bool Newton(double[] weights, ref double now)
    {
        var (pull, diagonal) = loss.Gradient(weights);
        var free = new bool[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            free[i] = weights[i] != 0 || IsIntercept(i);
            pull[i] = free[i] ? Pull(i, weights[i], pull[i]) : 0;
            if (!free[i]) diagonal[i] = 0;
        }

        var (step, gain) = loss.NewtonStep(pull, diagonal, now, free);
        var start = weights.ToArray();
        for (var (halving, share) = (0, 1.0); halving < MostHalvings; halving++, share /= 2)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                var to = start[i] + share * step[i];
                weights[i] = IsIntercept(i) || to * start[i] > 0 ? to : 0;
            }

            var next = At(weights);
            if (!(next < now)) continue;
            now = next;
            return gain > 1e-15 * now;
        }

        start.CopyTo(weights, 0);
        return false;
    }

    private bool IsIntercept(int place) => place % width == width - 1;

    private double Size(double[] weights)
    {
        var size = 0.0;
        for (var i = 0; i < weights.Length; i++) size += IsIntercept(i) ? 0 : Math.Abs(weights[i]);
        return size;
    }

    private double Greatest(double[] pull) => pull.Max(Math.Abs) + l1;
}
