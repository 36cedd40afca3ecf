namespace MLOpsBuild.Numerics;

/// <summary>The correction of Benjamini and Hochberg (1995): among the alarms, the expected share of false ones stays at the level.</summary>
public static class FalseDiscovery
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
        var least = 1.0;
        for (var rank = order.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, pValues[order[rank - 1]] * order.Length / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }
}
