using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Slicing;

/// <summary>How to search. Every value is checked when it is set.</summary>
public sealed record WeakSegmentOptions
{
    /// <summary>Segments with fewer rows are not looked at, from 1. Default 100.</summary>
    public int MinimumRows { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(MinimumRows)); } = 100;

    /// <summary>Segments of rows from fewer blocks are not looked at, from 2: their error can not be known. Default 5.</summary>
    public int MinimumBlocks { get; init => field = Check.Within(value, 2, int.MaxValue, nameof(MinimumBlocks)); } = 5;

    /// <summary>Numbers with more distinct values than <see cref="MostValues"/> are parted into this many bands of equal rows, 2 to 100. Default 5.</summary>
    public int Bins { get; init => field = Check.Within(value, 2, 100, nameof(Bins)); } = 5;

    /// <summary>Numbers with at most this many distinct values are taken value by value, 2 to 1000; texts always are. Default 12.</summary>
    public int MostValues { get; init => field = Check.Within(value, 2, 1000, nameof(MostValues)); } = 12;

    /// <summary>The most columns that decide a segment together, 1 or 2. Default 2.</summary>
    public int MostColumns { get; init => field = Check.Within(value, 1, 2, nameof(MostColumns)); } = 2;

    /// <summary>Segments whose corrected p-value is at most this are reported before all others, 0 to 1. Default 0.05.</summary>
    public double Alpha { get; init => field = Check.Within(value, 0, 1, nameof(Alpha)); } = 0.05;

    /// <summary>How many segments to report, from 1. Default 10.</summary>
    public int Most { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(Most)); } = 10;

    /// <summary>How p-values are corrected for the number of segments searched. Default Holm.</summary>
    public Correction Correction { get; init; } = Correction.Holm;

    /// <summary>How to resample blocks for the intervals. Default 1000 replicates, seed 0.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
}

/// <summary>A segment in which a model loses more than elsewhere.</summary>
/// <param name="Slice">Its name, the columns that decide it and its rows.</param>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Blocks">The number of blocks they come from.</param>
/// <param name="Loss">The mean loss of its rows.</param>
/// <param name="Rest">The mean loss of all other rows.</param>
/// <param name="Excess">Loss less rest.</param>
/// <param name="Interval">The two-sided 95 % interval of the excess by blocks, for this segment alone; null when too few resamples have rows on both sides.</param>
/// <param name="PValue">One-sided, of the excess in its standard error by blocks (Student's, with the segment's blocks less 1 degrees of freedom), for this segment alone.</param>
/// <param name="Adjusted">The p-value corrected for the number of segments searched: to be compared with the level itself.</param>
public sealed record WeakSegment(RowSlice Slice, int Rows, int Blocks, double Loss, double Rest, double Excess, Interval? Interval, double PValue, double Adjusted);

/// <summary>What a search found.</summary>
/// <param name="Segments">The worst segments: first those that chance does not explain (<see cref="WeakSegmentOptions.Alpha"/>), then the others; within each the greatest excess first.</param>
/// <param name="Searched">How many segments were looked at: the number that the p-values are corrected for.</param>
public sealed record WeakSegmentResult(IReadOnlyList<WeakSegment> Segments, int Searched);

/// <summary>Searches the segments of up to two columns for those in which a model is worst.</summary>
/// <remarks>
/// A lattice search as in Slice Finder (Chung et al., 2019): all slices of single columns, then their crossings. A crossing is reported only when it is worse than both slices that it is made
/// of, so that one weak column does not fill the list. The same rows choose the segments and judge them; the correction for all segments searched, not only those reported, pays for that.
/// </remarks>
public static class WeakSegments
{
    /// <summary>Searches.</summary>
    /// <param name="table">The columns to part by; times are left out.</param>
    /// <param name="losses">One loss a row, smaller being better: see <see cref="Metrics.BinaryMetrics.LogLosses"/>.</param>
    /// <param name="blocks">The block of each row.</param>
    /// <param name="options">How to search.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a loss is not finite.</exception>
    public static WeakSegmentResult Find(Table table, ReadOnlySpan<double> losses, BlockIndex blocks, WeakSegmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(options);
        if (table.RowCount != losses.Length || blocks.Rows != losses.Length)
        {
            throw new ArgumentException($"There are {losses.Length} losses for {table.RowCount} rows and blocks of {blocks.Rows}.", nameof(losses));
        }

        foreach (var loss in losses)
        {
            if (!double.IsFinite(loss)) throw new ArgumentException($"A loss is {loss}.", nameof(losses));
        }

        var search = new SegmentSearch(losses.ToArray(), blocks, options);
        var singles = table.Columns.Where(c => c.Type != ColumnType.Time).Select(c => search.Measure(SlicesOf(table, c, options))).ToArray();
        List<SegmentSums> all = [.. singles.SelectMany(s => s)];
        for (var a = 0; a < singles.Length && options.MostColumns > 1; a++)
        {
            for (var b = a + 1; b < singles.Length; b++) all.AddRange(search.Cross(singles[a], singles[b]));
        }

        return search.Judge(all);
    }

    private static IReadOnlyList<RowSlice> SlicesOf(Table table, Column column, WeakSegmentOptions options)
    {
        if (column.Type == ColumnType.Text) return RowSlices.ByValue(table, column.Name, options.MinimumRows);
        var isFew = column.ToNumbers().Where(v => !double.IsNaN(v)).Distinct().Take(options.MostValues + 1).Count() <= options.MostValues;
        return isFew ? RowSlices.ByValue(table, column.Name, options.MinimumRows) : RowSlices.ByQuantile(table, column.Name, options.Bins);
    }
}
