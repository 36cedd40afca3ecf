namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>What targets exceed scores by.</summary>
internal static class Residuals
{
    /// <summary>A quantile of the residuals of some rows; 0 when they have no weight.</summary>
    public static double Quantile(double[] target, double[] scores, double[]? weights, ReadOnlySpan<int> rows, double share)
    {
        var residuals = new double[rows.Length];
        for (var i = 0; i < residuals.Length; i++) residuals[i] = target[rows[i]] - scores[rows[i]];
        if (weights is null) return Quantiles.Of(residuals, null, share);
        var own = new double[rows.Length];
        for (var i = 0; i < own.Length; i++) own[i] = weights[rows[i]];
        return Quantiles.Of(residuals, own, share);
    }
}
