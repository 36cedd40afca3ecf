using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Intervals;

/// <summary>Intervals by formula, for rows that are independent of one another. For rows that share days or customers resample blocks instead.</summary>
public static class AnalyticInterval
{
    /// <summary>Wilson's score interval of a share (1927), within [0, 1] and sound for few rows and shares near 0 and 1; null without rows.</summary>
    /// <param name="hits">Rows that have the property, from 0 to <paramref name="rows"/>.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="level">The share within, above 0 and below 1.</param>
    public static Interval? OfShare(long hits, long rows, double level = 0.95)
    {
        if (hits < 0 || hits > rows) throw new ArgumentOutOfRangeException(nameof(hits), hits, $"There are {rows} rows.");
        if (rows == 0) return null;
        var z = Normal.UpperQuantile((1 - level) / 2);
        var share = (double)hits / rows;
        var square = z * z / rows;
        var centre = (share + square / 2) / (1 + square);
        var half = z * Math.Sqrt(share * (1 - share) / rows + square / (4 * rows)) / (1 + square);
        return new Interval(hits == 0 ? 0 : Math.Max(0, centre - half), hits == rows ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>Student's interval of a mean; null with fewer than two values.</summary>
    /// <param name="values">Independent values.</param>
    /// <param name="level">The share within, above 0 and below 1.</param>
    public static Interval? OfMean(ReadOnlySpan<double> values, double level = 0.95)
    {
        if (values.Length < 2) return null;
        var mean = PairwiseSum.Mean(values);
        var half = StudentT.TwoSidedQuantile(1 - level, values.Length - 1) * Math.Sqrt(Variance(values, mean) / values.Length);
        return new Interval(mean - half, mean + half);
    }

    internal static double Variance(ReadOnlySpan<double> values, double mean)
    {
        var squares = new double[values.Length];
        for (var i = 0; i < squares.Length; i++) squares[i] = (values[i] - mean) * (values[i] - mean);
        return PairwiseSum.Of(squares) / (squares.Length - 1);
    }
}
