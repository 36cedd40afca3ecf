using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Hypotheses;

/// <summary>A statistic and the chance of one at least as large when nothing has changed and rows are independent.</summary>
/// <param name="Statistic">The statistic.</param>
/// <param name="PValue">From 0 to 1.</param>
public readonly record struct TestOutcome(double Statistic, double PValue);

/// <summary>Pearson's chi-square tests of counts.</summary>
public static class ChiSquareTest
{
    /// <summary>Counts against exact expectations (SciPy's <c>chisquare</c>). A category expected to be empty that is not makes the statistic infinite and p 0.</summary>
    /// <returns>Null with fewer than two categories.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TestOutcome? AgainstExpected(ReadOnlySpan<long> observed, ReadOnlySpan<double> expected)
    {
        if (observed.Length != expected.Length) throw new ArgumentException($"There are {observed.Length} and {expected.Length} categories.", nameof(expected));
        if (observed.Length < 2) return null;
        var sum = 0.0;
        for (var i = 0; i < observed.Length; i++)
        {
            var gap = observed[i] - expected[i];
            if (gap != 0) sum += gap * gap / expected[i];
        }

        return new TestOutcome(sum, ChiSquared.Survival(sum, observed.Length - 1));
    }

    /// <summary>Two samples against their pooled shares (SciPy's <c>chi2_contingency</c> without Yates' correction). Categories that neither has are left out.</summary>
    /// <returns>Null when a sample is empty or fewer than two categories are left.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TestOutcome? OfCounts(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} categories.", nameof(b));
        double totalA = 0, totalB = 0;
        for (var i = 0; i < a.Length; i++) (totalA, totalB) = (totalA + a[i], totalB + b[i]);
        if (totalA == 0 || totalB == 0) return null;
        var sum = 0.0;
        var categories = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double both = a[i] + b[i];
            if (both == 0) continue;
            categories++;
            var (expectedA, expectedB) = (both * totalA / (totalA + totalB), both * totalB / (totalA + totalB));
            sum += (a[i] - expectedA) * (a[i] - expectedA) / expectedA + (b[i] - expectedB) * (b[i] - expectedB) / expectedB;
        }

        return categories < 2 ? null : new TestOutcome(sum, ChiSquared.Survival(sum, categories - 1));
    }
}
