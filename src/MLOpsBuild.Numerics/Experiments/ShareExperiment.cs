using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Experiments;

/// <summary>Power and size of a test of two shares by the normal distribution, with the pooled variance where there is no effect and the arms' own where there is (Fleiss, Levin and Paik, 2003, ch. 4).</summary>
public static class ShareExperiment
{
    /// <summary>The chance of an alarm in either direction (statsmodels' <c>power_proportions_2indep</c>).</summary>
    /// <param name="shareA">The share of arm A, above 0 and below 1.</param>
    /// <param name="shareB">The share of arm B, above 0 and below 1.</param>
    /// <param name="rowsA">Rows of arm A, above 0.</param>
    /// <param name="options">What the experiment must be able to say; its <see cref="ExperimentOptions.Power"/> is not used.</param>
    public static double Power(double shareA, double shareB, double rowsA, ExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(shareA, nameof(shareA));
        Check(shareB, nameof(shareB));
        if (!(rowsA > 0)) throw new ArgumentOutOfRangeException(nameof(rowsA), rowsA, "There must be rows.");
        var pooled = (shareA + options.Ratio * shareB) / (1 + options.Ratio);
        var withoutEffect = Math.Sqrt(pooled * (1 - pooled) * (1 + 1 / options.Ratio));
        var withEffect = Math.Sqrt(shareA * (1 - shareA) + shareB * (1 - shareB) / options.Ratio);
        var critical = Normal.UpperQuantile(options.Alpha / 2) * withoutEffect;
        var effect = (shareA - shareB) * Math.Sqrt(rowsA / options.DesignEffect);
        return Normal.Survival((critical - effect) / withEffect) + Normal.Survival((critical + effect) / withEffect);
    }

    /// <summary>The rows that reach the options' power.</summary>
    /// <param name="shareA">The share of arm A, above 0 and below 1.</param>
    /// <param name="shareB">The share of arm B that is worth finding.</param>
    /// <param name="options">What the experiment must be able to say.</param>
    /// <exception cref="ArgumentException">The shares are equal: no number of rows finds nothing.</exception>
    public static ExperimentSize Size(double shareA, double shareB, ExperimentOptions options)
    {
        if (shareA == shareB) throw new ArgumentException("The shares are equal; there is nothing to find.", nameof(shareB));
        return ExperimentSearch.Size(rows => Power(shareA, shareB, rows, options), options, 1);
    }

    private static void Check(double share, string name)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(name, share, "A share must be above 0 and below 1.");
    }
}
