using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Hypotheses;

/// <summary>Which of two callers of the same rows is right more often, by the rows on which only one is (McNemar, 1947). It takes rows to be independent.</summary>
public static class McNemarTest
{
    /// <summary>The exact two-sided binomial test; the statistic is the smaller of the two counts. Without a difference on any row p is 1.</summary>
    /// <param name="onlyA">Rows on which only A is right.</param>
    /// <param name="onlyB">Rows on which only B is right.</param>
    public static TestOutcome Exact(int onlyA, int onlyB)
    {
        Check(onlyA, onlyB);
        var least = Math.Min(onlyA, onlyB);
        var rows = onlyA + onlyB;
        var sum = 0.0;
        for (var k = 0; k <= least; k++) sum += Binomial.Mass(k, rows, 0.5);
        return new TestOutcome(least, Math.Min(1, 2 * sum));
    }

    /// <summary>The chi-square test of one degree of freedom; for 25 rows and more on which they differ. Null when they differ on none.</summary>
    /// <param name="onlyA">Rows on which only A is right.</param>
    /// <param name="onlyB">Rows on which only B is right.</param>
    /// <param name="corrected">True to take 1 off the distance (Edwards, 1948).</param>
    public static TestOutcome? ChiSquare(int onlyA, int onlyB, bool corrected = true)
    {
        Check(onlyA, onlyB);
        if (onlyA + onlyB == 0) return null;
        var distance = Math.Max(0, Math.Abs(onlyA - onlyB) - (corrected ? 1.0 : 0));
        var statistic = distance * distance / ((double)onlyA + onlyB);
        return new TestOutcome(statistic, ChiSquared.Survival(statistic, 1));
    }

    private static void Check(int onlyA, int onlyB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyA);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyB);
    }
}
