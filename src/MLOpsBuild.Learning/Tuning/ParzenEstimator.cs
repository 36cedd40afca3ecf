using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>A density on the unit interval, estimated from a few places: equally weighted normal curves cut off at the ends, one at each place and a wide one for what was never tried.</summary>
/// <remarks>A curve is as wide as the larger distance to its neighbours (Bergstra et al., 2011, section 4), within [1 / min(100, n + 2), 1].</remarks>
internal sealed class ParzenEstimator
{
    private const double SquareRootOf2Pi = 2.5066282746310002;
    private readonly double[] _means;
    private readonly double[] _widths;
    private readonly double[] _heights;

    public ParzenEstimator(IEnumerable<double> places)
    {
        var sorted = places.Order().ToArray();
        _means = [.. sorted, 0.5];
        _widths = new double[_means.Length];
        var least = 1.0 / Math.Min(100, _means.Length + 1);
        for (var i = 0; i < sorted.Length; i++)
        {
            var left = sorted[i] - (i == 0 ? 0 : sorted[i - 1]);
            var right = (i == sorted.Length - 1 ? 1 : sorted[i + 1]) - sorted[i];
            _widths[i] = Math.Clamp(Math.Max(left, right), least, 1);
        }

        _widths[^1] = 1;
        _heights = [.. _means.Zip(_widths, (mean, width) => 1 / (_means.Length * width * SquareRootOf2Pi * Within(mean, width)))];
    }

    /// <summary>A draw, in [0, 1].</summary>
    public double Draw(SeededRandom random)
    {
        var i = random.Next(_means.Length);
        while (true)
        {
            // At least a third of a curve lies within the interval, so this ends soon.
            var place = _means[i] + _widths[i] * Normal(random);
            if (place is >= 0 and <= 1) return place;
        }
    }

    /// <summary>The logarithm of the density at a place of [0, 1].</summary>
    public double LogDensity(double place)
    {
        var sum = 0.0;
        for (var i = 0; i < _means.Length; i++)
        {
            var z = (place - _means[i]) / _widths[i];
            sum += _heights[i] * ReproducibleMath.Exp(-0.5 * z * z);
        }

        return ReproducibleMath.Log(sum);
    }

    private static double Within(double mean, double width) =>
        1 - Numerics.Distributions.Normal.Survival(mean / width) - Numerics.Distributions.Normal.Survival((1 - mean) / width);

    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    private static double Normal(SeededRandom random)
    {
        while (true)
        {
            var x = 2 * random.NextDouble() - 1;
            var y = 2 * random.NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1) return x * Math.Sqrt(-2 * ReproducibleMath.Log(square) / square);
        }
    }
}
