namespace MLOpsBuild.Data.Profiles;

/// <content>The figures of numbers.</content>
public sealed partial class ColumnProfile
{
    /// <summary>The smallest number.</summary>
    public double? Min => Count > 0 ? _numbers?.Figures.Min : null;

    /// <summary>The greatest number.</summary>
    public double? Max => Count > 0 ? _numbers?.Figures.Max : null;

    /// <summary>The number of zeros; null for other types.</summary>
    public long? Zeros => _numbers?.Figures.Zeros;

    /// <summary>The number of values below zero; null for other types.</summary>
    public long? Negatives => _numbers?.Figures.Negatives;

    /// <summary>The number of infinities, which are left out of the mean and all moments; null for other types.</summary>
    public long? Infinite => _numbers?.Figures.Infinite;

    /// <summary>The mean of the finite numbers.</summary>
    public double? Mean => Finite(1)?.Mean;

    /// <summary>The sample variance of the finite numbers (divided by count − 1).</summary>
    public double? Variance => Finite(2) is { } m ? Known(m.Second / (m.Count - 1)) : null;

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    public double? StandardDeviation => Variance is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>The skewness with the correction for samples (Fisher and Pearson's G₁, that of pandas and spreadsheets); null for under three numbers and for equal ones.</summary>
    public double? Skewness
    {
        get
        {
            if (Finite(3) is not { Second: > 0 } m) return null;
            double n = m.Count;
            return Known(Math.Sqrt(n) * (m.Third / m.Second / Math.Sqrt(m.Second)) * (Math.Sqrt(n * (n - 1)) / (n - 2)));
        }
    }

    /// <summary>The excess kurtosis with the correction for samples (G₂, that of pandas and spreadsheets; 0 for a normal distribution); null for under four numbers and for equal ones.</summary>
    public double? Kurtosis
    {
        get
        {
            if (Finite(4) is not { Second: > 0 } m) return null;
            double n = m.Count;
            var excess = (n * (m.Fourth / m.Second / m.Second)) - 3;
            return Known((n - 1) / ((n - 2) * (n - 3)) * (((n + 1) * excess) + 6));
        }
    }

    /// <summary>The numbers with their counts, ascending; with too many distinct ones those of a sketch, each with the number of values it stands for. Empty for other types.</summary>
    public IEnumerable<KeyValuePair<double, long>> Numbers => _numbers?.Sorted is var (values, counts) ? values.Zip(counts, KeyValuePair.Create) : [];

    /// <summary>
    /// The share of all values that a rank is off by at most, in 999 of 1000 cases: 0 when exact, otherwise about 0.005 and never above 0.013. A quantile's rank, and the share of
    /// values up to any number, are this good after any order of merges; the sketch keeps account of it.
    /// </summary>
    public double QuantileError => (_numbers?.Sketches?.Quantiles ?? _times?.Spread.Sketch)?.Error ?? 0;

    /// <summary>What the counts of <see cref="TopNumbers"/> and <see cref="Top"/> may be too low by: 0 when exact, otherwise at most 1/65 (texts: 1/201) of all values.</summary>
    public long TopError => _numbers?.Sketches?.Frequent.Error ?? _texts?.Frequent?.Error ?? 0;

    /// <summary>The least number that a share (0 to 1) of the values does not exceed; its rank is off by at most <see cref="QuantileError"/>. Null without numbers.</summary>
    public double? Quantile(double share) => _numbers switch
    {
        { IsExact: true } => _numbers.Sorted.Quantile(share),
        null => null,
        _ => share <= 0 ? Min : share >= 1 ? Max : _numbers.Sorted.Quantile(share),
    };

    /// <summary>The finite numbers between the least and the greatest in bins of equal width; null when there are none, or a bin's width is no double.</summary>
    /// <param name="bins">How many bins, from 1.</param>
    public Histogram? Histogram(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return _numbers is null ? null : Profiles.Histogram.Of(_numbers.Sorted, _numbers.Figures, bins, 2 * QuantileError);
    }

    /// <summary>The numbers from <paramref name="first"/> to <paramref name="last"/> in bins of equal width, so that several columns can be laid side by side; others are left out.</summary>
    /// <param name="bins">How many bins, from 1.</param>
    /// <param name="first">The lowest edge.</param>
    /// <param name="last">The highest edge, above the lowest.</param>
    public Histogram? Histogram(int bins, double first, double last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!(last > first) || !double.IsFinite(last - first)) throw new ArgumentException($"A histogram from {first} to {last} has no width.", nameof(last));
        return _numbers is null ? null : Profiles.Histogram.Of(_numbers.Sorted, bins, first, last, 2 * QuantileError);
    }

    /// <summary>The most frequent numbers, the smaller first of equally frequent ones; without those whose count is less than <see cref="TopError"/>. Empty for other types.</summary>
    public IReadOnlyList<KeyValuePair<double, long>> TopNumbers(int count)
    {
        if (_numbers is null) return [];
        var known = _numbers.Sketches is { } sketches ? sketches.Frequent.Counts : Numbers;
        return [.. known.Where(n => n.Value >= TopError).OrderByDescending(n => n.Value).ThenBy(n => n.Key).Take(count)];
    }

    private Moments? Finite(long least) => _numbers?.Figures.Moments is { } moments && moments.Count >= least ? moments : null;

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
