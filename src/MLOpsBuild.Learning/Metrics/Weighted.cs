using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Means over rows that may count differently.</summary>
internal static class Weighted
{
    /// <summary>The mean, null without rows or weight; no weights stand for 1 each.</summary>
    public static double? Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Check(weights, values.Length);
        if (weights.IsEmpty) return values.IsEmpty ? null : PairwiseSum.Mean(values);
        var products = new double[values.Length];
        for (var i = 0; i < products.Length; i++) products[i] = values[i] * weights[i];
        var total = PairwiseSum.Of(weights);
        return total > 0 ? PairwiseSum.Of(products) / total : null;
    }

    public static void Check(ReadOnlySpan<double> weights, int rows)
    {
        if (!weights.IsEmpty && weights.Length != rows) throw new ArgumentException($"There are {weights.Length} weights for {rows} rows.", nameof(weights));
        foreach (var weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight))) throw new ArgumentException($"A weight is {weight}; it must be finite and not negative.", nameof(weights));
        }
    }
}
