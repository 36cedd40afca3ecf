namespace MLOpsBuild.Numerics.Distances;

/// <summary>Walks two samples' distribution functions side by side.</summary>
internal static class OrderedSamples
{
    /// <summary>The values without NaN, ascending.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = new double[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) sorted[count++] = value;
        }

        Array.Resize(ref sorted, count);
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>The integral of |F − G|, or of its square; null when a sample has no value.</summary>
    public static double? Integral(ReadOnlySpan<double> a, ReadOnlySpan<double> b, bool squared)
    {
        var x = Sorted(a);
        var y = Sorted(b);
        if (x.Length == 0 || y.Length == 0) return null;
        double sum = 0, lost = 0;
        int i = 0, j = 0;
        while (i < x.Length || j < y.Length)
        {
            var value = Next(x, i, y, j);
            while (i < x.Length && x[i] == value) i++;
            while (j < y.Length && y[j] == value) j++;
            if (i == x.Length && j == y.Length) break;
            var gap = Math.Abs((double)i / x.Length - (double)j / y.Length);
            // Compensated (Kahan), since a million small steps are added.
            var step = (squared ? gap * gap : gap) * (Next(x, i, y, j) - value) - lost;
            var next = sum + step;
            lost = next - sum - step;
            sum = next;
        }

        return sum;
    }

    private static double Next(double[] x, int i, double[] y, int j) =>
        i == x.Length ? y[j] : j == y.Length ? x[i] : Math.Min(x[i], y[j]);
}
