namespace MLOpsBuild.Data.Validation.Inference;

/// <summary>Rounds bounds outwards to figures that a person reads at a glance.</summary>
internal static class RoundNumbers
{
    /// <summary>The greatest number with two digits, at the scale of the span, that is not above.</summary>
    public static double Below(double value, double span) => Scaled(value, span, Math.Floor);

    /// <summary>The least such number that is not below.</summary>
    public static double Above(double value, double span) => Scaled(value, span, Math.Ceiling);

    private static double Scaled(double value, double span, Func<double, double> round)
    {
        // A power of ten a tenth of the span's, found by steps: one has to be exact, and a logarithm is not.
        var step = 1.0;
        var size = Math.Max(span, Math.Abs(value) * 1e-6);
        if (!double.IsFinite(size) || size > 1e300 || size < 1e-12) return value;
        while (step * 100 <= size) step *= 10;
        while (step * 10 > size && step > 1e-12) step /= 10;
        var rounded = step >= 1 ? round(value / step) * step : round(value * Math.Round(1 / step)) / Math.Round(1 / step);
        return rounded + 0.0;
    }
}
