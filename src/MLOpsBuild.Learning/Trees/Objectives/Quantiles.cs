namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>Quantiles of weighted values.</summary>
internal static class Quantiles
{
    /// <summary>
    /// Without weights, the quantile that is interpolated between neighbours (Hyndman and Fan's type 7); with them, the least value whose own and
    /// all lower values' weights reach the share of all weight. 0 when there is no weight.
    /// </summary>
    public static double Of(double[] values, double[]? weights, double share)
    {
        if (values.Length == 0) return 0;
        var sorted = (double[])values.Clone();
        if (weights is not null) return Weighted(sorted, (double[])weights.Clone(), share);
        Array.Sort(sorted);
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var part = place - below;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    private static double Weighted(double[] sorted, double[] weights, double share)
    {
        // Equal values in any order give the same answer up to their weights' sum, which is made in the order of weights too.
        var order = new (double Value, double Weight)[sorted.Length];
        for (var i = 0; i < order.Length; i++) order[i] = (sorted[i], weights[i]);
        Array.Sort(order);
        var total = 0.0;
        foreach (var (_, weight) in order) total += weight;
        var sum = 0.0;
        var last = 0.0;
        foreach (var (value, weight) in order)
        {
            if (weight == 0) continue;
            last = value;
            sum += weight;
            if (sum >= share * total) break;
        }

        return last;
    }
}
