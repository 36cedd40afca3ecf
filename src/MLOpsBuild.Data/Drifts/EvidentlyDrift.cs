using System.Globalization;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>The default tests and thresholds of Evidently 0.7, for comparison with reports made there.</summary>
/// <remarks>
/// The number of reference values decides between tests (up to 1000) and distances (more); distinct values are counted over both samples. Texts are categories; Evidently's test for free
/// text trains a classifier and is not here. Missing and infinite values are left out, as there.
/// </remarks>
internal static class EvidentlyDrift
{
    private const int MostForTests = 1000;
    private const double Level = 0.05;
    private const double Threshold = 0.1;

    public static DriftReport Compare(Table reference, Table current, DriftOptions options)
    {
        var names = options.Columns ?? [.. reference.Columns.Where(c => c is not TimeColumn).Select(c => c.Name)];
        var columns = names.Select(name => Column(reference[name], current[name]) with { Role = options.RoleOf(name) });
        return new DriftReport(DriftPreset.Evidently, reference.RowCount, 0, current.RowCount, 0, [.. columns]);
    }

    private static ColumnDrift Column(Column reference, Column current)
    {
        if (reference is TimeColumn) return new ColumnDrift(reference.Name, Verdict.Hold, "times are not compared", null, []);
        if (reference is TextColumn != current is TextColumn || current is TimeColumn)
        {
            return new ColumnDrift(reference.Name, Verdict.Error, $"it is {(reference is TextColumn ? "text" : "a number")} in the reference and of another type now", null, []);
        }

        var (judged, distinct, rows) = reference is TextColumn texts ? OfTexts(texts, (TextColumn)current) : OfNumbers(reference.ToNumbers(), current.ToNumbers());
        return judged is var (statistic, limit, fails)
            ? new ColumnDrift(reference.Name, fails ? Verdict.Fail : Verdict.Pass, Reason(statistic, limit, distinct, rows), limit, [statistic])
            : new ColumnDrift(reference.Name, Verdict.Hold, "a sample has no value", null, []);
    }

    private static string Reason(DriftStatistic statistic, double limit, int distinct, int rows)
    {
        var value = statistic.PValue is { } p ? $"{statistic.Name} {DriftText.Number(statistic.Value)} with p {p.ToString("0.0###", CultureInfo.InvariantCulture)}" : $"{statistic.Name} {DriftText.Number(statistic.Value)}";
        return $"{value}, where the threshold is {limit.ToString(CultureInfo.InvariantCulture)} ({rows} reference values, {distinct} distinct)";
    }

    private static ((DriftStatistic, double, bool)?, int, int) OfNumbers(double[] reference, double[] current)
    {
        double[] a = [.. reference.Where(double.IsFinite)];
        double[] b = [.. current.Where(double.IsFinite)];
        double[] distinct = [.. a.Concat(b).Distinct().Order()];
        if (a.Length == 0 || b.Length == 0) return (null, distinct.Length, a.Length);
        if (distinct.Length <= 5) return (OfCategories(Count(a, distinct), Count(b, distinct), a.Length), distinct.Length, a.Length);
        if (a.Length > MostForTests) return (Distance("wasserstein", Wasserstein.Normed(a, b)), distinct.Length, a.Length);
        var statistic = KolmogorovSmirnov.Statistic(a, b)!.Value;
        var p = KolmogorovSmirnovTest.PValue(statistic, a.Length, b.Length);
        return ((new DriftStatistic("ks", statistic, p), Level, p <= Level), distinct.Length, a.Length);
    }

    private static ((DriftStatistic, double, bool)?, int, int) OfTexts(TextColumn reference, TextColumn current)
    {
        var a = Count(reference);
        var b = Count(current);
        string[] distinct = [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)];
        var rows = (int)a.Values.Sum();
        if (rows == 0 || b.Count == 0) return (null, distinct.Length, rows);
        return (OfCategories([.. distinct.Select(t => a.GetValueOrDefault(t))], [.. distinct.Select(t => b.GetValueOrDefault(t))], rows), distinct.Length, rows);
    }

    private static (DriftStatistic, double, bool) OfCategories(long[] a, long[] b, int rows)
    {
        if (rows > MostForTests) return Distance("js", JensenShannon.OfCounts(a, b));
        long totalA = a.Sum(), totalB = b.Sum();
        // The reference's counts, scaled to the current size, are taken as exact expectations: a category that it does not have always alarms.
        double[] expected = [.. a.Select(count => count * ((double)totalB / totalA))];
        var (name, result) = a.Length > 2 ? ("chisquare", ChiSquareTest.AgainstExpected(b, expected)) : ("z", ProportionTest.Of(totalA - a[0], totalA, totalB - b[0], totalB));
        return (new DriftStatistic(name, result!.Value.Statistic, result.Value.PValue), Level, result.Value.PValue < Level);
    }

    private static (DriftStatistic, double, bool) Distance(string name, double? value) => (new DriftStatistic(name, value), Threshold, value >= Threshold);

    private static long[] Count(double[] values, double[] distinct)
    {
        var counts = new long[distinct.Length];
        foreach (var value in values) counts[Array.BinarySearch(distinct, value)]++;
        return counts;
    }

    private static SortedDictionary<string, long> Count(TextColumn column)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var code in column.Codes)
        {
            if (code >= 0) counts[column.Dictionary[code]] = counts.GetValueOrDefault(column.Dictionary[code]) + 1;
        }

        return counts;
    }
}
