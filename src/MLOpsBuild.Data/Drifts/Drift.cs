using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Compares a sample with a reference column by column and judges by size of effect.</summary>
/// <remarks>
/// A limit is the greater of two numbers: the smallest effect that matters, and what two halves of the reference differ by when they are split by whole days.
/// Textbook tests take rows for independent; rows of one day are not, and such tests call nearly every difference real. Halves are smaller than the samples
/// compared, so the limit errs to the quiet side.
/// </remarks>
public static class Drift
{
    /// <summary>Fewer days of reference than this give no critical value.</summary>
    public const int LeastDays = 8;

    /// <summary>A column with more distinct texts than this is an identifier, not a category, and is not judged.</summary>
    public const int MostCategories = 4096;

    /// <summary>Compares two tables. The same inputs and seed give the same report.</summary>
    /// <exception cref="KeyNotFoundException">A table does not have a column that is to be compared.</exception>
    public static DriftReport Compare(Table reference, Table current, DriftOptions options)
    {
        var times = (TimeColumn)reference[options.Time];
        var blocks = BlockIndex.OfDays(times.Values);
        var days = reference.RowCount == 0 ? 0 : blocks.Count;
        var halves = days < LeastDays ? [] : Halves(days, options);
        var names = options.Columns ?? [.. reference.Columns.Select(c => c.Name).Where(n => n != options.Time)];
        var columns = names.Select(name => new ColumnDrift(name, reference[name] switch
        {
            TextColumn texts => Categories(texts, (TextColumn)current[name], blocks, halves, options),
            TimeColumn => [],
            var numbers => Numbers(numbers.ToNumbers(), current[name].ToNumbers(), blocks, halves, options),
        }));
        return new DriftReport(reference.RowCount, days, current.RowCount, [.. columns]);
    }

    private static DriftStatistic[] Numbers(double[] reference, double[] current, BlockIndex blocks, int[][] halves, DriftOptions options)
    {
        var fine = BlockHistogram.OfNumbers(reference, blocks.BlockOfRow, blocks.Count);
        var deciles = BlockHistogram.ByEdges(reference, PopulationStability.Edges(reference, 10), blocks.BlockOfRow, blocks.Count);
        return
        [
            Judge("ks", KolmogorovSmirnov.Statistic(reference, current), Critical(fine, halves, (a, b) => KolmogorovSmirnov.OfCounts(a, b), options), options.LeastKolmogorovSmirnov),
            Judge("psi", PopulationStability.OfNumbers(reference, current), Critical(deciles, halves, (a, b) => PopulationStability.OfCounts(a, b), options), options.LeastStabilityIndex),
        ];
    }

    private static DriftStatistic[] Categories(TextColumn reference, TextColumn current, BlockIndex blocks, int[][] halves, DriftOptions options)
    {
        // Sums over categories run in ordinal order, so that no dictionary's order reaches the last bit of a statistic.
        string[] all = [.. reference.Dictionary.Union(current.Dictionary, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (all.Length > MostCategories) return [Judge("tvd", null, null, options.LeastTotalVariation)];
        int[] places = [.. reference.Dictionary.Select(text => Array.BinarySearch(all, text, StringComparer.Ordinal))];
        int[] others = [.. current.Dictionary.Select(text => Array.BinarySearch(all, text, StringComparer.Ordinal))];
        var a = Count(reference, places, all.Length);
        var b = Count(current, others, all.Length);
        var counts = BlockHistogram.OfTexts(reference, places, all.Length, blocks.BlockOfRow, blocks.Count);
        return
        [
            Judge("tvd", TotalVariation.OfCounts(a, b), Critical(counts, halves, (x, y) => TotalVariation.OfCounts(x, y), options), options.LeastTotalVariation),
            Judge("psi", PopulationStability.OfCounts(a, b), Critical(counts, halves, (x, y) => PopulationStability.OfCounts(x, y), options), options.LeastStabilityIndex),
        ];
    }

    private static long[] Count(TextColumn column, int[] places, int bins)
    {
        var counts = new long[bins];
        foreach (var code in column.Codes)
        {
            if (code >= 0) counts[places[code]]++;
        }

        return counts;
    }

    private static DriftStatistic Judge(string name, double? value, double? critical, double least) =>
        new(name, value, critical, Math.Max(least, critical ?? 0));

    private static double? Critical(BlockHistogram histogram, int[][] halves, Func<long[], long[], double?> statistic, DriftOptions options)
    {
        var values = new List<double>();
        foreach (var order in halves)
        {
            var half = order.Length / 2;
            if (statistic(histogram.Sum(order.AsSpan(0, half)), histogram.Sum(order.AsSpan(half, half))) is { } value) values.Add(value);
        }

        if (values.Count == 0) return null;
        values.Sort();
        return values[Math.Clamp((int)Math.Ceiling(options.Confidence * values.Count) - 1, 0, values.Count - 1)];
    }

    /// <summary>One random order of the days a replicate: its first and second halves are compared.</summary>
    private static int[][] Halves(int days, DriftOptions options)
    {
        var all = new int[options.Replicates][];
        for (var r = 0; r < all.Length; r++)
        {
            all[r] = [.. Enumerable.Range(0, days)];
            SeededRandom.Fork(options.Seed, (ulong)r).Shuffle(all[r].AsSpan());
        }

        return all;
    }
}
