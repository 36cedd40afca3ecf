namespace MLOpsBuild.Data.Profiles;

/// <summary>Count, mean and sums of the second to fourth powers of the deviations from it, of finite numbers.</summary>
/// <remarks>
/// Within a batch over the sorted values in two passes, around a value of the batch, so that nothing cancels when the mean is far from zero; between batches by the
/// formulas of Pébay (Sandia report 2008-6212). The mean has a second part below its last bit, because at 1e9 ± 1 the rounding of a mean would already be seen in
/// the skewness. Batches merge in their order in the file, so that no number of threads shows.
/// </remarks>
internal readonly record struct Moments(long Count, double Mean, double MeanRest, double Second, double Third, double Fourth)
{
    // Short runs are added as they are, the runs' sums with their lost bits: fast, and as good as all with them.
    private const int Run = 64;

    /// <summary>Of distinct finite values, ascending, with their counts.</summary>
    public static Moments Of(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        if (values.Length == 0) return default;
        var middle = values[values.Length / 2];
        var (count, sum) = (0L, new Sum());
        foreach (var n in counts) count += n;
        for (var from = 0; from < values.Length; from += Run)
        {
            var part = 0.0;
            for (var i = from; i < Math.Min(from + Run, values.Length); i++) part += (values[i] - middle) * counts[i];
            sum.Add(part);
        }

        var offset = sum.Value / count;
        var (first, second, third, fourth) = (new Sum(), new Sum(), new Sum(), new Sum());
        for (var from = 0; from < values.Length; from += Run)
        {
            var length = Math.Min(Run, values.Length - from);
            var part = PartOf(values.Slice(from, length), counts.Slice(from, length), middle, offset);
            first.Add(part.First);
            second.Add(part.Second);
            third.Add(part.Third);
            fourth.Add(part.Fourth);
        }

        return new Moments(count, middle, 0, second.Value, third.Value, fourth.Value).Moved(offset, first.Value / count);
    }

    /// <summary>The moments of both samples.</summary>
    public Moments Merge(Moments other)
    {
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        double a = Count, b = other.Count, n = a + b;
        var d = other.Mean - Mean + (other.MeanRest - MeanRest);
        var step = d / n;
        var (mean, rest) = Add(Mean, MeanRest + (step * b));
        return new Moments(
            Count + other.Count,
            mean,
            rest,
            Second + other.Second + (d * step * a * b),
            Third + other.Third + (d * step * step * a * b * (a - b)) + (3 * step * ((a * other.Second) - (b * Second))),
            Fourth + other.Fourth + (d * step * step * step * a * b * ((a * a) - (a * b) + (b * b)))
                + (6 * step * step * ((a * a * other.Second) + (b * b * Second)))
                + (4 * step * ((a * other.Third) - (b * Third))));
    }

    private static (double First, double Second, double Third, double Fourth) PartOf(ReadOnlySpan<double> values, ReadOnlySpan<long> counts, double middle, double offset)
    {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var d = values[i] - middle - offset;
            var once = d * counts[i];
            var square = d * d;
            first += once;
            second += once * d;
            third += once * square;
            fourth += once * d * square;
        }

        return (first, second, third, fourth);
    }

    // What the offset's rounding left over: the deviations were taken from a mean that was off by it.
    private Moments Moved(double offset, double left)
    {
        var (mean, rest) = Add(Mean, offset);
        return this with
        {
            Mean = mean,
            MeanRest = rest + left,
            Second = Second - (left * left * Count),
            Third = Third - (3 * left * Second),
            Fourth = Fourth - (4 * left * Third),
        };
    }

    private static (double Sum, double Lost) Add(double a, double b)
    {
        var sum = a + b;
        if (!double.IsFinite(sum)) return (sum, 0);
        var part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    /// <summary>A sum with the lost bits kept apart (Neumaier 1974).</summary>
    private struct Sum
    {
        private double _sum;
        private double _lost;

        public readonly double Value => _sum + _lost;

        public void Add(double value)
        {
            var (sum, rest) = Moments.Add(_sum, value);
            _sum = sum;
            _lost += rest;
        }
    }
}
