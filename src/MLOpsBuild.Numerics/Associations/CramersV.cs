namespace MLOpsBuild.Numerics.Associations;

/// <summary>How much two categories say of each other: 0 (nothing) to 1 (one gives the other away).</summary>
public static class CramersV
{
    /// <summary>Cramér's V of two columns of codes, row by row.</summary>
    /// <remarks>
    /// Plain it is SciPy's <c>contingency.association</c>, which chance alone lifts towards 1 when categories are many and rows few. Corrected it takes off what chance is
    /// expected to bring (Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", 2013): two columns of names that never repeat then have 0.
    /// Rows are summed by pairs in ascending order, so that the result does not depend on theirs.
    /// </remarks>
    /// <param name="a">The first codes; below zero is missing and such rows are left out.</param>
    /// <param name="b">The second codes, as many.</param>
    /// <param name="corrected">True for Bergsma's correction.</param>
    /// <returns>Null when a column has fewer than two categories in the rows where both are there.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(ReadOnlySpan<int> a, ReadOnlySpan<int> b, bool corrected)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} codes.", nameof(b));
        var pairs = new List<long>(a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] >= 0 && b[i] >= 0) pairs.Add((long)a[i] << 32 | (uint)b[i]);
        }

        pairs.Sort();
        var (inA, inB) = (Counts(pairs, p => (int)(p >> 32)), Counts(pairs, p => (int)p));
        if (inA.Count < 2 || inB.Count < 2) return null;
        double rows = pairs.Count, sum = 0;
        for (var from = 0; from < pairs.Count;)
        {
            var to = from + 1;
            while (to < pairs.Count && pairs[to] == pairs[from]) to++;
            double count = to - from;
            sum += count / inA[(int)(pairs[from] >> 32)] * (count / inB[(int)pairs[from]]);
            from = to;
        }

        return OfPhi(Math.Max(0, sum - 1), rows, (inA.Count, inB.Count), corrected);
    }

    private static double OfPhi(double phi, double rows, (double A, double B) sizes, bool corrected)
    {
        if (!corrected) return Math.Min(1, Math.Sqrt(phi / (Math.Min(sizes.A, sizes.B) - 1)));
        phi = Math.Max(0, phi - ((sizes.A - 1) * (sizes.B - 1) / (rows - 1)));
        var a = sizes.A - ((sizes.A - 1) * (sizes.A - 1) / (rows - 1));
        var b = sizes.B - ((sizes.B - 1) * (sizes.B - 1) / (rows - 1));
        var most = Math.Min(a, b) - 1;
        return most > 0 ? Math.Min(1, Math.Sqrt(phi / most)) : 0;
    }

    private static Dictionary<int, int> Counts(List<long> pairs, Func<long, int> code)
    {
        var counts = new Dictionary<int, int>();
        foreach (var pair in pairs) counts[code(pair)] = counts.GetValueOrDefault(code(pair)) + 1;
        return counts;
    }
}
