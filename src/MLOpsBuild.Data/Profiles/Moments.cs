namespace MLOpsBuild.Data.Profiles;

/// <summary>Count, mean and sum of squared deviations, merged by the formula of Chan, Golub and LeVeque.</summary>
internal readonly record struct Moments(long Count, double Mean, double Squares, double Min, double Max)
{
    public static Moments None => new(0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Two passes over the values, NaN left out: no cancellation when the mean is far from zero.</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        var (count, sum, min, max) = (0L, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) continue;
            count++;
            sum += value;
            if (value < min) min = value;
            if (value > max) max = value;
        }

        if (count == 0) return None;
        var mean = sum / count;
        var squares = 0.0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) squares += (value - mean) * (value - mean);
        }

        return new Moments(count, mean, squares, min, max);
    }

    public Moments Merge(Moments other)
    {
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        var total = Count + other.Count;
        var difference = other.Mean - Mean;
        return new Moments(
            total,
            Mean + difference * other.Count / total,
            Squares + other.Squares + difference * difference * ((double)Count * other.Count / total),
            Math.Min(Min, other.Min),
            Math.Max(Max, other.Max));
    }
}
