using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>A column of the reference as counts per day and bin, so that a resample of days costs additions only.</summary>
internal sealed class BlockHistogram
{
    /// <summary>Beyond this many distinct values a number's bins are quantiles, fine enough to move no statistic by more than 0.001.</summary>
    private const int MostBins = 2048;

    private readonly long[][] _days;

    private BlockHistogram(long[][] days, int bins) => (_days, Bins) = (days, bins);

    public int Bins { get; }

    /// <summary>Counts by distinct value, or by fine quantile when there are many.</summary>
    public static BlockHistogram OfNumbers(double[] values, ReadOnlySpan<int> dayOfRow, int days)
    {
        double[] distinct = [.. values.Where(v => !double.IsNaN(v)).Distinct().Order()];
        var edges = distinct.Length <= MostBins ? distinct : PopulationStability.Edges(values, MostBins);
        return ByEdges(values, edges, dayOfRow, days);
    }

    /// <summary>Counts by the bins between edges.</summary>
    public static BlockHistogram ByEdges(double[] values, double[] edges, ReadOnlySpan<int> dayOfRow, int days)
    {
        var made = Empty(days, edges.Length + 1);
        for (var row = 0; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row])) made._days[dayOfRow[row]][PopulationStability.BinOf(values[row], edges)]++;
        }

        return made;
    }

    /// <summary>Counts by text, given each code's bin.</summary>
    public static BlockHistogram OfTexts(TextColumn column, ReadOnlySpan<int> binOfCode, int bins, ReadOnlySpan<int> dayOfRow, int days)
    {
        var made = Empty(days, bins);
        for (var row = 0; row < column.Count; row++)
        {
            if (column.Codes[row] >= 0) made._days[dayOfRow[row]][binOfCode[column.Codes[row]]]++;
        }

        return made;
    }

    /// <summary>The histogram of some of the days.</summary>
    public long[] Sum(ReadOnlySpan<int> days)
    {
        var sum = new long[Bins];
        foreach (var day in days)
        {
            var counts = _days[day];
            for (var bin = 0; bin < sum.Length; bin++) sum[bin] += counts[bin];
        }

        return sum;
    }

    private static BlockHistogram Empty(int days, int bins) => new([.. Enumerable.Range(0, days).Select(_ => new long[bins])], bins);
}
