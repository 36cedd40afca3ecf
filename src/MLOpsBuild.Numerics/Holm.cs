namespace MLOpsBuild.Numerics;

/// <summary>Holm's correction for many tests at once: the chance of even one false alarm stays at the level.</summary>
public static class Holm
{
    /// <summary>The adjusted p-values, in the given order: each is to be compared with the level itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not from 0 to 1.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = new int[pValues.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            if (pValues[i] is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(pValues), pValues[i], "A p-value must be from 0 to 1.");
        }

        Array.Sort(order, (a, b) => pValues[a] != pValues[b] ? pValues[a].CompareTo(pValues[b]) : a.CompareTo(b));
        var adjusted = new double[order.Length];
        var greatest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            greatest = Math.Max(greatest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = greatest;
        }

        return adjusted;
    }
}
