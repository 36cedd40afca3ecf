using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Hypotheses;

/// <summary>The two-sided Z test of two shares.</summary>
public static class ProportionTest
{
    /// <summary>The difference of the shares in pooled standard errors.</summary>
    /// <param name="hitsA">Hits of one sample.</param>
    /// <param name="rowsA">Its rows.</param>
    /// <param name="hitsB">Hits of the other.</param>
    /// <param name="rowsB">Its rows.</param>
    /// <returns>Null when a sample is empty. All rows or none a hit in both: 0 with p 1.</returns>
    public static TestOutcome? Of(long hitsA, long rowsA, long hitsB, long rowsB)
    {
        if (rowsA == 0 || rowsB == 0) return null;
        var (a, b) = ((double)hitsA / rowsA, (double)hitsB / rowsB);
        var pooled = (double)(hitsA + hitsB) / (rowsA + rowsB);
        var variance = pooled * (1 - pooled) * (1.0 / rowsA + 1.0 / rowsB);
        if (variance == 0) return new TestOutcome(0, 1);
        var z = (a - b) / Math.Sqrt(variance);
        return new TestOutcome(z, Normal.TwoSided(z));
    }
}
