namespace MLOpsBuild.Numerics.Experiments;

/// <summary>What one arm has brought so far, all looks together.</summary>
/// <param name="Rows">The number of rows (or, where rows share days, of days), from 0.</param>
/// <param name="Sum">The sum of their values: for a share, the number of hits.</param>
/// <param name="SumOfSquares">The sum of their squares: for a share, the number of hits again.</param>
public readonly record struct ArmTotals(long Rows, double Sum, double SumOfSquares)
{
    /// <summary>The totals of a share.</summary>
    public static ArmTotals OfShare(long hits, long rows) => new(rows, hits, hits);

    internal double Mean => Sum / Rows;

    // The squared error of the mean.
    internal double SquaredError => Math.Max(0, SumOfSquares - Sum * Mean) / (Rows - 1) / Rows;
}

/// <summary>What an experiment says at one look.</summary>
/// <param name="Difference">The mean of B less that of A; null before both arms have <see cref="SequentialOptions.FirstLook"/> rows.</param>
/// <param name="Interval">Where the true difference is, with the confidence 1 − alpha at all looks together; null as long as there is none.</param>
/// <param name="PValue">The always-valid p-value: it never grows from look to look. 1 as long as nothing can be said.</param>
/// <param name="IsDecided">True from the first look on whose p-value is at most alpha.</param>
public sealed record SequentialLook(double? Difference, Interval? Interval, double PValue, bool IsDecided);

/// <summary>How to look at a running experiment.</summary>
public sealed record SequentialOptions
{
    /// <summary>The chance of even one false alarm over all looks, above 0 and below 1. Default 0.05.</summary>
    public double Alpha
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Alpha), value, "Alpha must be above 0 and below 1.");
    } = 0.05;

    /// <summary>The size of a difference that is worth finding, above 0, in the values' unit. It decides when the test is sharpest, and never whether it is valid.</summary>
    public required double Effect
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Effect), value, "Effect must be above 0.");
    }

    /// <summary>Nothing is said before each arm has this many rows, from 2: the variances are estimated, and means of few rows are not normal. Default 100.</summary>
    public int FirstLook
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(FirstLook), value, "FirstLook must be at least 2.");
    } = 100;
}

/// <summary>A test that may be looked at as often as one likes, and stopped at any look.</summary>
/// <remarks>
/// The mixture sequential probability ratio test with a normal mixture (Robbins, 1970; Johari, Pekelis and Walsh, "Always valid inference", 2015) and the confidence sequence that goes with it
/// (Howard, Ramdas, McAuliffe and Sekhon, 2021, section 3.2). With normal means of known variance the level holds exactly by Ville's inequality; with estimated variances it holds for large
/// samples, which is why <see cref="SequentialOptions.FirstLook"/> exists. Rows must be independent: of rows that share days, give the days' figures as the rows.
/// </remarks>
public static class SequentialTest
{
    /// <summary>The looks of an experiment with two arms.</summary>
    /// <param name="looks">The totals of arms A and B at each look, in order of time; rows never become fewer.</param>
    /// <param name="options">How to look.</param>
    public static IReadOnlyList<SequentialLook> OfArms(IReadOnlyList<(ArmTotals A, ArmTotals B)> looks, SequentialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Over(looks, l => Math.Min(l.A.Rows, l.B.Rows), l => l.B.Mean - l.A.Mean, l => l.A.SquaredError + l.B.SquaredError, options);
    }

    /// <summary>The looks at one series, against 0: the gain of one model over another on the same rows.</summary>
    /// <param name="looks">The totals at each look, in order of time.</param>
    /// <param name="options">How to look.</param>
    public static IReadOnlyList<SequentialLook> OfGains(IReadOnlyList<ArmTotals> looks, SequentialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Over(looks, l => l.Rows, l => l.Mean, l => l.SquaredError, options);
    }

    private static SequentialLook[] Over<T>(
        IReadOnlyList<T> looks, Func<T, long> rows, Func<T, double> difference, Func<T, double> squaredError, SequentialOptions options)
    {
        var all = new SequentialLook[looks.Count];
        var (last, before) = (1.0, 0L);
        for (var i = 0; i < all.Length; i++)
        {
            var have = rows(looks[i]);
            if (have < before) throw new ArgumentException($"Look {i + 1} has {have} rows, the one before {before}.", nameof(looks));
            before = have;
            all[i] = have < options.FirstLook
                ? new SequentialLook(null, null, last, last <= options.Alpha)
                : Look(difference(looks[i]), squaredError(looks[i]), last, options);
            last = all[i].PValue;
        }

        return all;
    }

    private static SequentialLook Look(double difference, double variance, double last, SequentialOptions options)
    {
        // Values that do not vary give no error to measure a difference by.
        if (!(variance > 0)) return new SequentialLook(difference, null, last, last <= options.Alpha);
        var mixing = options.Effect * options.Effect;
        var widened = variance + mixing;
        var evidence = mixing * difference * difference / (2 * variance * widened) - 0.5 * ReproducibleMath.Log(widened / variance);
        var half = Math.Sqrt(variance * widened / mixing * (ReproducibleMath.Log(widened / variance) - 2 * ReproducibleMath.Log(options.Alpha)));
        var p = Math.Min(last, ReproducibleMath.Exp(-evidence));
        return new SequentialLook(difference, new Interval(difference - half, difference + half), p, p <= options.Alpha);
    }
}
