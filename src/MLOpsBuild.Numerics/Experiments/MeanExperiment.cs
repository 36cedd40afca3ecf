using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Experiments;

/// <summary>Power and size of Student's test of two means with equal deviations, by the noncentral t distribution (Cohen, 1988, ch. 2).</summary>
public static class MeanExperiment
{
    /// <summary>The chance of an alarm in either direction (statsmodels' <c>TTestIndPower</c>).</summary>
    /// <param name="difference">The difference of the means.</param>
    /// <param name="deviation">The standard deviation of a row, above 0.</param>
    /// <param name="rowsA">Rows of arm A; together the arms have more than 2.</param>
    /// <param name="options">What the experiment must be able to say; its <see cref="ExperimentOptions.Power"/> is not used.</param>
    public static double Power(double difference, double deviation, double rowsA, ExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(deviation > 0)) throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The deviation must be above 0.");
        var a = rowsA / options.DesignEffect;
        var b = a * options.Ratio;
        var freedom = a + b - 2;
        if (!(freedom > 0)) throw new ArgumentOutOfRangeException(nameof(rowsA), rowsA, "The arms must have more than two rows that count.");
        var noncentrality = Math.Abs(difference) / deviation * Math.Sqrt(a * b / (a + b));
        var critical = StudentT.TwoSidedQuantile(options.Alpha, freedom);
        return 1 - NoncentralT.Cumulative(critical, freedom, noncentrality) + NoncentralT.Cumulative(-critical, freedom, noncentrality);
    }

    /// <summary>The rows that reach the options' power.</summary>
    /// <param name="difference">The difference that is worth finding, not 0.</param>
    /// <param name="deviation">The standard deviation of a row, above 0.</param>
    /// <param name="options">What the experiment must be able to say.</param>
    public static ExperimentSize Size(double difference, double deviation, ExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (difference == 0) throw new ArgumentException("The difference is 0; there is nothing to find.", nameof(difference));
        return ExperimentSearch.Size(rows => Power(difference, deviation, rows, options), options, 2.0001 * options.DesignEffect / Math.Min(1, options.Ratio));
    }
}
