using System.Globalization;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>The default tests and thresholds of Evidently 0.7, for comparison with reports made there.</summary>
/// <remarks>
/// The number of reference values decides between tests (up to 1000) and distances (more); distinct values are counted over both samples. Texts are categories unless more than half of the
/// reference's are distinct: for such free text Evidently trains a classifier, which is not here, and the column is held. Missing and infinite values are left out, as there.
/// </remarks>
internal static class EvidentlyDrift
{
    private const int MostForTests = 1000;
    private const double Level = 0.05;
    private const double Threshold = 0.1;

    private sealed record Judged(DriftStatistic Statistic, double Limit, bool Fails);

    public static DriftReport Compare(Table reference, Table current, DriftOptions options)
    {
        var names = options.NamesOf(reference.Columns.Where(c => c is not TimeColumn).Select(c => c.Name));
        var columns = names.Select(name => Column(reference[name], current[name], options.MethodOf(name)) with { Role = options.RoleOf(name) });
        return new DriftReport(DriftPreset.Evidently, reference.RowCount, 0, current.RowCount, 0, [.. columns]);
    }

    private static ColumnDrift Column(Column reference, Column current, EvidentlyMethod method)
    {
        var name = reference.Name;
        if (reference is TimeColumn) return new ColumnDrift(name, Verdict.Hold, "times are not compared", null, []);
        if (reference is TextColumn != current is TextColumn || current is TimeColumn)
        {
            return new ColumnDrift(name, Verdict.Error, $"it is {(reference is TextColumn ? "text" : "a number")} in the reference and of another type now", null, []);
        }

        if (method == EvidentlyMethod.Default && reference is TextColumn free && FreeText(free) is { } why) return new ColumnDrift(name, Verdict.Hold, why, null, []);
        var judged = reference is TextColumn texts ? OfTexts(texts, (TextColumn)current, method) : OfNumbers(reference.ToNumbers(), current.ToNumbers(), method);
        if (judged is null) return new ColumnDrift(name, Verdict.Hold, "a sample has no value", null, []);
        if (double.IsNaN(judged.Limit)) return new ColumnDrift(name, Verdict.Error, $"the method '{judged.Statistic.Name}' is for numbers only", null, []);
        return new ColumnDrift(name, judged.Fails ? Verdict.Fail : Verdict.Pass, Reason(judged), judged.Limit, [judged.Statistic]);
    }

    /// <summary>Why a column is held as free text; null when its texts are categories: at most half of them distinct, as Evidently tells the two apart.</summary>
    private static string? FreeText(TextColumn reference)
    {
        var counts = Count(reference);
        var (distinct, all) = (counts.Count, counts.Values.Sum());
        return 2 * distinct <= all ? null
            : $"{distinct} of its {all} texts in the reference are distinct, which Evidently takes for free text and judges by a classifier that it trains; this preset trains none. "
                + $"Take the texts for categories by a method of the column's own ({reference.Name}=jensenshannon), leave the column out, or compare features that are made of it";
    }

    private static string Reason(Judged judged)
    {
        var (name, value, p) = judged.Statistic;
        var limit = judged.Limit.ToString(CultureInfo.InvariantCulture);
        return p is { } chance
            ? $"{name} {DriftText.Number(value)} has p {chance.ToString("0.0###", CultureInfo.InvariantCulture)}, where the level is {limit}"
            : $"{name} {DriftText.Number(value)}, where the threshold is {limit}";
    }

    private static Judged? OfNumbers(double[] reference, double[] current, EvidentlyMethod method)
    {
        double[] a = [.. reference.Where(double.IsFinite)];
        double[] b = [.. current.Where(double.IsFinite)];
        if (a.Length == 0 || b.Length == 0) return null;
        if (method == EvidentlyMethod.Default)
        {
            var distinct = a.Concat(b).Distinct().Take(6).Count();
            method = distinct <= 5 ? ForCategories(a.Length, distinct)
                : a.Length > MostForTests ? EvidentlyMethod.Wasserstein : EvidentlyMethod.KolmogorovSmirnov;
        }

        switch (method)
        {
            case EvidentlyMethod.KolmogorovSmirnov:
                var statistic = KolmogorovSmirnov.Statistic(a, b)!.Value;
                var p = KolmogorovSmirnovTest.PValue(statistic, a.Length, b.Length);
                return new Judged(new DriftStatistic("ks", statistic, p), Level, p <= Level);
            case EvidentlyMethod.Wasserstein:
                return Distance("wasserstein", Wasserstein.Normed(a, b));
            case EvidentlyMethod.Energy:
                return EnergyDistance.Of(a, b) is { } energy ? new Judged(new DriftStatistic("ed", energy), Threshold, energy > Threshold) : null;
            case EvidentlyMethod.ChiSquare or EvidentlyMethod.Proportion:
                var values = EvidentlyBins.Distinct(a, b);
                return OfCounts(EvidentlyBins.ByValue(a, values), EvidentlyBins.ByValue(b, values), method);
            case EvidentlyMethod.Hellinger:
                var edges = EvidentlyBins.Sturges(EvidentlyBins.Distinct(a, b));
                return OfCounts(EvidentlyBins.Histogram(a, edges), EvidentlyBins.Histogram(b, edges), method);
            default:
                var (p1, p2) = EvidentlyBins.Counts(a, b);
                return OfCounts(p1, p2, method);
        }
    }

    private static Judged? OfTexts(TextColumn reference, TextColumn current, EvidentlyMethod method)
    {
        var a = Count(reference);
        var b = Count(current);
        if (a.Count == 0 || b.Count == 0) return null;
        if (method is EvidentlyMethod.KolmogorovSmirnov or EvidentlyMethod.Wasserstein or EvidentlyMethod.Energy)
        {
            return new Judged(new DriftStatistic(method == EvidentlyMethod.Energy ? "ed" : method == EvidentlyMethod.Wasserstein ? "wasserstein" : "ks", null), double.NaN, false);
        }

        string[] distinct = [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)];
        if (method == EvidentlyMethod.Default) method = ForCategories(a.Values.Sum(), distinct.Length);
        return OfCounts([.. distinct.Select(t => a.GetValueOrDefault(t))], [.. distinct.Select(t => b.GetValueOrDefault(t))], method);
    }

    private static EvidentlyMethod ForCategories(long rows, int distinct) =>
        rows > MostForTests ? EvidentlyMethod.JensenShannon : distinct > 2 ? EvidentlyMethod.ChiSquare : EvidentlyMethod.Proportion;

    private static Judged OfCounts(long[] a, long[] b, EvidentlyMethod method) => method switch
    {
        EvidentlyMethod.ChiSquare => Test("chisquare", ChiSquare(a, b)),
        EvidentlyMethod.Proportion => Test("z", ProportionTest.Of(a.Sum() - a[0], a.Sum(), b.Sum() - b[0], b.Sum())),
        EvidentlyMethod.PopulationStability => Distance("psi", PopulationStability.OfShares(EvidentlyBins.Filled(a), EvidentlyBins.Filled(b))),
        EvidentlyMethod.KullbackLeibler => Distance("kl_div", KullbackLeibler.OfShares(EvidentlyBins.Filled(a), EvidentlyBins.Filled(b))),
        EvidentlyMethod.Hellinger => Distance("hellinger", Hellinger.OfCounts(a, b)),
        EvidentlyMethod.TotalVariation => Distance("tvd", TotalVariation.OfCounts(a, b)),
        _ => Distance("js", JensenShannon.OfCounts(a, b)),
    };

    /// <summary>The reference's counts, scaled to the current size, are taken as exact expectations: a category that it does not have always alarms.</summary>
    private static TestOutcome? ChiSquare(long[] a, long[] b)
    {
        var scale = (double)b.Sum() / a.Sum();
        return ChiSquareTest.AgainstExpected(b, [.. a.Select(count => count * scale)]);
    }

    private static Judged Test(string name, TestOutcome? result) =>
        new(new DriftStatistic(name, result?.Statistic, result?.PValue), Level, result?.PValue < Level);

    private static Judged Distance(string name, double? value) => new(new DriftStatistic(name, value), Threshold, value >= Threshold);

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
