namespace MLOpsBuild.Numerics.Experiments;

/// <summary>Finds the number of rows at which a power is reached.</summary>
internal static class ExperimentSearch
{
    private const double Most = 1e15;

    public static ExperimentSize Size(Func<double, double> power, ExperimentOptions options, double least)
    {
        if (options.Power <= options.Alpha) throw new ArgumentException($"The power {options.Power} must be above alpha {options.Alpha}.", nameof(options));
        double low = least, high = 2 * least;
        while (power(high) < options.Power)
        {
            if (high > Most) throw new ArgumentException("The effect is too small to be found.", nameof(options));
            (low, high) = (high, high * 2);
        }

        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high || high - low < 1e-10 * high) break;
            if (power(middle) < options.Power) low = middle;
            else high = middle;
        }

        return new ExperimentSize((long)Math.Ceiling(high), (long)Math.Ceiling(high * options.Ratio), high, power(high));
    }
}
