namespace MLOpsBuild.Data.Drifts;

/// <summary>The size of one column's effect, the greatest it may be, and how far resamples stray from it.</summary>
/// <param name="Value">The distance of the samples: Kolmogorov–Smirnov or total variation.</param>
/// <param name="High">The upper bound.</param>
/// <param name="Strays">By replicate, the distance by which the resampled difference of the samples differs from that found; it bounds the error of <paramref name="Value"/>, whose bias is within.</param>
/// <remarks>
/// Both distances are the greatest |Δ(S)| over sets S of values, Δ being the difference of the two shares: S runs over thresholds for Kolmogorov–Smirnov, over all sets for total variation.
/// Lower bound: by the triangle inequality no |Δ(S)| found exceeds the true distance by more than the greatest stray, so the value less that one's quantile is a bound however many sets
/// there are. That the value itself is biased upward when blocks are few is paid for there.
/// Upper bound: the true distance exceeds a margin only if some Δ(S) does, and that S alone must then be missed: one standard error bound at each S is enough, without correction for their
/// number (an intersection–union test; Berger, 1982).
/// </remarks>
internal sealed record ColumnEffect(double Value, double High, double[] Strays)
{
    public static ColumnEffect OfOrdered(SampleCounts reference, SampleCounts current, BlockResamples draws, double quantile)
    {
        var variances = new double[reference.Totals.Length];
        reference.AddCumulativeVariances(variances);
        current.AddCumulativeVariances(variances);
        double value = 0, high = 0;
        long a = 0, b = 0;
        for (var k = 0; k < variances.Length; k++)
        {
            a += reference.Totals[k];
            b += current.Totals[k];
            var gap = Math.Abs((double)a / reference.Rows - (double)b / current.Rows);
            value = Math.Max(value, gap);
            high = Math.Max(high, gap + quantile * Math.Sqrt(variances[k]));
        }

        return new ColumnEffect(value, high, Stray(reference, current, draws, Greatest));
    }

    public static ColumnEffect OfCategories(SampleCounts reference, SampleCounts current, BlockResamples draws, double quantile)
    {
        var grown = new bool[reference.Totals.Length];
        var value = 0.0;
        for (var k = 0; k < grown.Length; k++)
        {
            var gap = (double)current.Totals[k] / current.Rows - (double)reference.Totals[k] / reference.Rows;
            grown[k] = gap > 0;
            value += Math.Abs(gap) / 2;
        }

        // Of all sets the one that separates the samples best stands for the others: the value found is greater than at the truly best set.
        var high = value + quantile * Math.Sqrt(reference.VarianceOf(grown) + current.VarianceOf(grown));
        return new ColumnEffect(value, high, Stray(reference, current, draws, HalfSum));
    }

    private static double[] Stray(SampleCounts reference, SampleCounts current, BlockResamples draws, Func<double[], double> norm)
    {
        var used = reference.Totals.Length;
        var a = new long[used];
        var b = new long[used];
        var gaps = new double[used];
        var strays = new double[draws.Widening.Length];
        for (var r = 0; r < strays.Length; r++)
        {
            double rowsA = reference.Draw(draws.Reference[r], a);
            double rowsB = current.Draw(draws.Current[r], b);
            for (var k = 0; k < used; k++)
            {
                gaps[k] = (a[k] / rowsA - (double)reference.Totals[k] / reference.Rows) * draws.ReferenceScale
                    - (b[k] / rowsB - (double)current.Totals[k] / current.Rows) * draws.CurrentScale;
            }

            strays[r] = norm(gaps) * draws.Widening[r];
        }

        return strays;
    }

    private static double Greatest(double[] gaps)
    {
        double sum = 0, greatest = 0;
        foreach (var gap in gaps)
        {
            sum += gap;
            greatest = Math.Max(greatest, Math.Abs(sum));
        }

        return greatest;
    }

    private static double HalfSum(double[] gaps)
    {
        var sum = 0.0;
        foreach (var gap in gaps) sum += Math.Abs(gap);
        return sum / 2;
    }
}
