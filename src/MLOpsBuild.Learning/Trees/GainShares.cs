using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Importance by gain.</summary>
internal static class GainShares
{
    /// <summary>Each input's share of all gain.</summary>
    public static double[] Of(double[] gains)
    {
        var total = PairwiseSum.Of(gains);
        // No cut was made at all: no input matters more than another, and the shares still sum to 1.
        return [.. gains.Select(gain => total > 0 ? gain / total : 1.0 / gains.Length)];
    }
}
