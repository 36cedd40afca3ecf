using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Profiles;

/// <content>How long texts are.</content>
internal sealed partial record Shape
{
    /// <summary>The texts of each length, in bins of equal width. Null when there is nothing to draw: no texts, or all of one length.</summary>
    public static Shape? OfLengths(IReadOnlyList<ColumnProfile?> parts, int bins)
    {
        var present = parts.OfType<ColumnProfile>().Where(p => p.Count > 0).ToList();
        if (present.Count == 0 || present.Any(p => p.Type != ColumnType.Text)) return null;
        long first = present.Min(p => p.ShortestText!.Value), last = present.Max(p => p.LongestText!.Value);
        if (first == last) return null;
        var most = present.Max(MostLength);
        if (last - most > most - first) last = most;
        var width = (last - first + bins) / bins;
        var used = (int)((last - first + width) / width);
        double[] edges = [.. Enumerable.Range(0, used + 1).Select(i => first - 0.5 + (i * width))];
        var counts = parts.Select(p => (IReadOnlyList<double>)Spread(p, first, width, used)).ToList();
        return new Shape(edges, counts, present.Sum(p => p.TextLengths.Where(b => b.First > last).Sum(b => b.Count)), null);
    }

    // The length that all but a few texts do not exceed, so that one long text does not squeeze all others into a bar.
    private static long MostLength(ColumnProfile column)
    {
        var above = (long)(column.Count * Tail);
        foreach (var bin in column.TextLengths.Reverse())
        {
            above -= bin.Count;
            if (above < 0) return Math.Min(bin.Last, column.LongestText!.Value);
        }

        return column.ShortestText!.Value;
    }

    // Long texts are counted by bins of their own, whose counts are shared out evenly.
    private static double[] Spread(ColumnProfile? column, long first, long width, int used)
    {
        var sums = new double[used];
        foreach (var bin in column?.TextLengths ?? [])
        {
            var (low, high) = (Math.Max(bin.First, first), Math.Min(bin.Last, column!.LongestText!.Value));
            for (var i = (low - first) / width; i < used && first + (i * width) <= high; i++)
            {
                var shared = Math.Min(high, first + ((i + 1) * width) - 1) - Math.Max(low, first + (i * width)) + 1;
                sums[i] += (double)bin.Count * shared / (high - low + 1);
            }
        }

        return sums;
    }
}
