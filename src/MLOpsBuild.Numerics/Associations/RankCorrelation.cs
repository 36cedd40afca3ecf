namespace MLOpsBuild.Numerics.Associations;

/// <summary>How well one number rises with another, whatever the curve: −1 (always falls) to 1 (always rises).</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's ρ: Pearson's correlation of the ranks, equal numbers sharing their mean rank (SciPy's <c>spearmanr</c>).</summary>
    /// <param name="a">The first numbers; NaN is missing and such rows are left out.</param>
    /// <param name="b">The second numbers, as many.</param>
    /// <returns>Null when either does not vary in the rows where both are there.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} numbers.", nameof(b));
        var (x, y) = (new List<double>(a.Length), new List<double>(a.Length));
        for (var i = 0; i < a.Length; i++)
        {
            if (double.IsNaN(a[i]) || double.IsNaN(b[i])) continue;
            x.Add(a[i]);
            y.Add(b[i]);
        }

        var (ranksX, ranksY) = (Ranks([.. x]), Ranks([.. y]));
        // Doubled ranks around their mean are integers: the sums are exact far beyond any sample that fits into memory.
        double xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < ranksX.Length; i++)
        {
            xx += (double)ranksX[i] * ranksX[i];
            yy += (double)ranksY[i] * ranksY[i];
            xy += (double)ranksX[i] * ranksY[i];
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1) : null;
    }

    /// <summary>Twice the distance of each number's mean rank from the middle one.</summary>
    private static long[] Ranks(double[] values)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var sorted = (double[])values.Clone();
        Array.Sort(sorted, order);
        var ranks = new long[values.Length];
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from]) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (long)from + to - sorted.Length;
            from = to;
        }

        return ranks;
    }
}
