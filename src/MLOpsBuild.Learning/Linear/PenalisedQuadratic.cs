namespace MLOpsBuild.Learning.Linear;

/// <summary>½ xᵀQx − cᵀx + l1 · Σ|x| + l2 / 2 · Σx², minimised one coordinate at a time (Friedman, Hastie and Tibshirani, 2010).</summary>
internal sealed class PenalisedQuadratic(double[][] quadratic, double[] linear, double l1, double l2)
{
    // Of the greatest possible change of a coordinate's gradient: near the rounding of the sums themselves.
    private const double Precision = 1e-14;

    /// <summary>The place of the least value, from a start. <paramref name="free"/> coordinates at the end bear no penalty.</summary>
    public double[] Solve(double[] start, int mostPasses, CancellationToken cancellationToken, int free = 0)
    {
        var x = start.ToArray();
        var residual = linear.ToArray();
        for (var i = 0; i < x.Length; i++) Move(residual, i, x[i]);
        var scale = linear.Max(c => Math.Abs(c));
        for (var pass = 0; pass < mostPasses; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var greatest = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var curvature = quadratic[i][i];
                // A column without spread has no weight.
                if (!(curvature > 1e-15)) continue;
                var next = Best(residual[i] + curvature * x[i], curvature, i >= x.Length - free);
                var step = next - x[i];
                if (step == 0) continue;
                Move(residual, i, step);
                x[i] = next;
                greatest = Math.Max(greatest, Math.Abs(step) * curvature);
            }

            if (greatest <= Precision * scale) break;
        }

        return x;
    }

    private double Best(double pull, double curvature, bool isFree)
    {
        if (isFree) return pull / curvature;
        if (pull > l1) return (pull - l1) / (curvature + l2);
        return pull < -l1 ? (pull + l1) / (curvature + l2) : 0;
    }

    private void Move(double[] residual, int place, double step)
    {
        if (step == 0) return;
        var line = quadratic[place];
        for (var j = 0; j < residual.Length; j++) residual[j] -= step * line[j];
    }
}
