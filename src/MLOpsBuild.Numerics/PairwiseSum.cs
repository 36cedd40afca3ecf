namespace MLOpsBuild.Numerics;

/// <summary>Sums of doubles in an order that depends on nothing but their number.</summary>
/// <remarks>A fixed binary tree over runs of 64: the rounding error grows with the logarithm of the length, and no vector width or thread count shows.</remarks>
public static class PairwiseSum
{
    private const int Run = 64;

    /// <summary>The sum; 0 for no values.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length <= Run)
        {
            var sum = 0.0;
            foreach (var value in values) sum += value;
            return sum;
        }

        var half = (values.Length / Run + 1) / 2 * Run;
        return Of(values[..half]) + Of(values[half..]);
    }

    /// <summary>The mean; NaN for no values.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Of(values) / values.Length;
}
