using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>All the customary statistics of one column of two samples, for a reader who wants them; none of them decides.</summary>
/// <remarks>P-values take rows for independent. Missing values are left out. Numbers: <c>ks</c>, <c>wasserstein</c> (in standard deviations of the reference) and <c>energy</c> of the values; the others over tenths of the reference.</remarks>
public static class ColumnStatistics
{
    /// <summary>The statistics: <c>ks</c>, <c>wasserstein</c>, <c>energy</c> (numbers only), <c>chisquare</c>, <c>z</c> (two categories only), <c>tvd</c>, <c>js</c>, <c>hellinger</c>, <c>psi</c>, <c>kl</c> (of the reference relative to the current sample).</summary>
    /// <returns>Empty for times and for columns of different types. Values are null where a sample has none.</returns>
    public static IReadOnlyList<DriftStatistic> Of(Column reference, Column current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        if (reference is TimeColumn || current is TimeColumn || reference is TextColumn != current is TextColumn) return [];
        return reference is TextColumn a ? OfTexts(a, (TextColumn)current) : OfNumbers(reference.ToNumbers(), current.ToNumbers());
    }

    private static DriftStatistic[] OfNumbers(double[] reference, double[] current)
    {
        var ks = KolmogorovSmirnov.Statistic(reference, current);
        var (n, m) = (reference.Count(v => !double.IsNaN(v)), current.Count(v => !double.IsNaN(v)));
        var edges = PopulationStability.Edges(reference, 10);
        return
        [
            new DriftStatistic("ks", ks, ks is { } statistic ? KolmogorovSmirnovTest.PValue(statistic, n, m) : null),
            new DriftStatistic("wasserstein", Wasserstein.Normed(reference, current)),
            new DriftStatistic("energy", EnergyDistance.Of(reference, current)),
            .. OfCounts(PopulationStability.Count(reference, edges), PopulationStability.Count(current, edges)),
        ];
    }

    private static DriftStatistic[] OfTexts(TextColumn reference, TextColumn current)
    {
        string[] all = [.. reference.Dictionary.Union(current.Dictionary, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return OfCounts(Count(reference, all), Count(current, all));
    }

    private static DriftStatistic[] OfCounts(long[] a, long[] b)
    {
        int[] used = [.. Enumerable.Range(0, a.Length).Where(i => a[i] + b[i] > 0)];
        (a, b) = ([.. used.Select(i => a[i])], [.. used.Select(i => b[i])]);
        var square = ChiSquareTest.OfCounts(a, b);
        var z = a.Length == 2 ? ProportionTest.Of(a[1], a.Sum(), b[1], b.Sum()) : null;
        return
        [
            new DriftStatistic("chisquare", square?.Statistic, square?.PValue),
            .. z is { } share ? [new DriftStatistic("z", share.Statistic, share.PValue)] : Array.Empty<DriftStatistic>(),
            new DriftStatistic("tvd", TotalVariation.OfCounts(a, b)),
            new DriftStatistic("js", JensenShannon.OfCounts(a, b)),
            new DriftStatistic("hellinger", Hellinger.OfCounts(a, b)),
            new DriftStatistic("psi", PopulationStability.OfCounts(a, b)),
            new DriftStatistic("kl", KullbackLeibler.OfCounts(a, b)),
        ];
    }

    private static long[] Count(TextColumn column, string[] all)
    {
        int[] places = [.. column.Dictionary.Select(text => Array.BinarySearch(all, text, StringComparer.Ordinal))];
        var counts = new long[all.Length];
        foreach (var code in column.Codes)
        {
            if (code >= 0) counts[places[code]]++;
        }

        return counts;
    }
}
