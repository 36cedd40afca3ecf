namespace MLOpsBuild.Numerics.Distances;

/// <summary>The energy distance of Székely and Rizzo: √(2 ∫ (F − G)²). In the square root of the values' unit.</summary>
public static class EnergyDistance
{
    /// <summary>The distance of two samples (SciPy's <c>energy_distance</c>); NaN is missing and left out.</summary>
    /// <returns>Null when either sample has no value.</returns>
    public static double? Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => OrderedSamples.Integral(a, b, squared: true) is { } integral ? Math.Sqrt(2 * integral) : null;
}
