namespace MLOpsBuild.Numerics.Distances;

/// <summary>The first Wasserstein distance: how far, on average, a value has to be moved to turn one sample into the other. In the values' own unit.</summary>
public static class Wasserstein
{
    /// <summary>The distance of two samples (SciPy's <c>wasserstein_distance</c>); NaN is missing and left out.</summary>
    /// <returns>Null when either sample has no value.</returns>
    public static double? Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => OrderedSamples.Integral(a, b, squared: false);

    /// <summary>The distance in standard deviations of the reference (divided by n, not n − 1).</summary>
    /// <param name="reference">The sample that sets the unit.</param>
    /// <param name="current">The sample to compare.</param>
    /// <param name="leastDeviation">The least unit, so that a constant reference does not divide by zero.</param>
    /// <returns>Null when either sample has no value.</returns>
    public static double? Normed(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, double leastDeviation = 0.001) =>
        Distance(reference, current) is { } distance ? distance / Math.Max(Deviation(reference), leastDeviation) : null;

    private static double Deviation(ReadOnlySpan<double> values)
    {
        var present = OrderedSamples.Sorted(values);
        var mean = PairwiseSum.Mean(present);
        for (var i = 0; i < present.Length; i++) present[i] = (present[i] - mean) * (present[i] - mean);
        return Math.Sqrt(PairwiseSum.Mean(present));
    }
}
