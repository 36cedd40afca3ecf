using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Hypotheses;

/// <summary>P-values of the two-sided two-sample Kolmogorov–Smirnov statistic, as SciPy's <c>ks_2samp</c> gives them.</summary>
/// <remarks>They hold for independent rows. Rows that share a day are not independent: then these p-values are far too small.</remarks>
public static class KolmogorovSmirnovTest
{
    /// <summary>Up to this many values in the larger sample <see cref="PValue"/> is exact.</summary>
    public const int MostForExact = 10_000;

    /// <summary>Exact up to <see cref="MostForExact"/> values in the larger sample, else asymptotic (SciPy's method <c>auto</c>).</summary>
    public static double PValue(double statistic, int n, int m) => Math.Max(n, m) <= MostForExact ? Exact(statistic, n, m) : Asymptotic(statistic, n, m);

    /// <summary>The chance of a statistic at least this large over all equally likely orders of the n + m values (SciPy's method <c>exact</c>). Time grows as n·m in the worst case.</summary>
    /// <remarks>
    /// A random order is a lattice path; the chance of its first leaving the band is summed step by step (Hodges, 1958), in positive terms only, so that small p-values keep their digits.
    /// With ties it is conservative.
    /// </remarks>
    /// <param name="statistic">From 0 to 1.</param>
    /// <param name="n">Values of one sample, at least 1.</param>
    /// <param name="m">Values of the other, at least 1.</param>
    public static double Exact(double statistic, int n, int m)
    {
        Check(statistic, n, m);
        if (n > m) (n, m) = (m, n);
        var divisor = Divisor(n, m);
        long stepN = m / divisor, stepM = n / divisor;
        var limit = (long)Math.Round(statistic * n * stepN);
        if (limit == 0) return 1;
        var alive = new double[m + 1];
        var outside = 0.0;
        for (var i = 0; i <= n; i++)
        {
            // Inside the band: |i·stepN − j·stepM| < limit. A path leaves it from the row before, where the band is lower by more than one place when the sizes differ much.
            var from = (int)Math.Max(0, ((i - 1) * stepN - limit) / stepM - 1);
            var to = (int)Math.Min(m, (i * stepN + limit) / stepM + 1);
            for (var j = from; j <= to; j++)
            {
                double rest = n + m - i - j + 1;
                var mass = i == 0 && j == 0 ? 1 : (i > 0 ? alive[j] * ((n - i + 1) / rest) : 0) + (j > from ? alive[j - 1] * ((m - j + 1) / rest) : 0);
                var isOutside = Math.Abs(i * stepN - j * stepM) >= limit;
                if (isOutside) outside += mass;
                alive[j] = isOutside ? 0 : mass;
            }
        }

        return Math.Min(1, outside);
    }

    /// <summary>The chance for one sample of round(nm / (n + m)) values (SciPy's method <c>asymp</c>).</summary>
    /// <param name="statistic">From 0 to 1.</param>
    /// <param name="n">Values of one sample, at least 1.</param>
    /// <param name="m">Values of the other, at least 1.</param>
    public static double Asymptotic(double statistic, int n, int m)
    {
        Check(statistic, n, m);
        var effective = (double)Math.Max(n, m) * Math.Min(n, m) / ((double)n + m);
        return Kolmogorov.Survival(Math.Max(1, (int)Math.Round(effective, MidpointRounding.ToEven)), statistic);
    }

    private static int Divisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    private static void Check(double statistic, int n, int m)
    {
        if (statistic is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "The statistic must be from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 1);
    }
}
