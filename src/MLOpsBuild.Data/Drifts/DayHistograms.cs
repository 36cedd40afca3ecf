using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>One block's counts of one column, by bin in ascending order; bins without rows are left out.</summary>
internal sealed record SparseCounts(int[] Bins, int[] Counts)
{
    public static readonly SparseCounts None = new([], []);

    public static SparseCounts Of(ReadOnlySpan<int> dense)
    {
        var bins = new List<int>();
        var counts = new List<int>();
        for (var bin = 0; bin < dense.Length; bin++)
        {
            if (dense[bin] == 0) continue;
            bins.Add(bin);
            counts.Add(dense[bin]);
        }

        return new SparseCounts([.. bins], [.. counts]);
    }

    public SparseCounts Plus(SparseCounts other, int bins)
    {
        var dense = new int[bins];
        foreach (var part in (ReadOnlySpan<SparseCounts>)[this, other])
        {
            for (var i = 0; i < part.Bins.Length; i++) dense[part.Bins[i]] = checked(dense[part.Bins[i]] + part.Counts[i]);
        }

        return Of(dense);
    }
}

/// <summary>
/// A sample as counts per block (day) and bin, for every column: what a comparison needs of it. Summed up once per partition and cached as a few tens of kilobytes; a window is the merge of
/// its partitions, so comparing the next window reads no row again. Immutable.
/// </summary>
/// <remarks>Merging is exact and in any order the same, also where a day is split over partitions.</remarks>
public sealed class DayHistograms
{
    internal DayHistograms(DriftBins bins, SortedDictionary<int, SparseCounts?[]> blocks, long rows) => (Bins, Blocks, Rows) = (bins, blocks, rows);

    /// <summary>The bins counted by.</summary>
    public DriftBins Bins { get; }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The number of blocks with rows.</summary>
    public int BlockCount => Blocks.Count;

    /// <summary>By block: each column's counts; null for a column that is of another kind than in the reference.</summary>
    internal SortedDictionary<int, SparseCounts?[]> Blocks { get; }

    /// <summary>Counts a table's rows.</summary>
    /// <param name="table">The rows; those whose time is missing form one block together.</param>
    /// <param name="bins">The reference's bins.</param>
    /// <param name="firstRow">With independent rows, the number of rows before these, so that blocks do not depend on how a file is cut.</param>
    /// <exception cref="KeyNotFoundException">The table does not have a column that is to be compared.</exception>
    public static DayHistograms Of(Table table, DriftBins bins, long firstRow = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(bins);
        var keys = new int[table.RowCount];
        var times = bins.Time is null ? default : ((TimeColumn)table[bins.Time]).Values;
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = bins.Time is null ? (int)((firstRow + row) % DriftBins.RowBlocks) : (int)(times[row].Ticks / TimeSpan.TicksPerDay);
        }

        var index = BlockIndex.Of(keys);
        int[] names = [.. keys.Distinct().Order()];
        var blocks = new SortedDictionary<int, SparseCounts?[]>();
        foreach (var name in names) blocks.Add(name, new SparseCounts?[bins.Columns.Count]);
        for (var c = 0; c < bins.Columns.Count; c++)
        {
            if (bins.Columns[c].BinsOf(table[bins.Columns[c].Name]) is not { } binOfRow) continue;
            var counts = Count(binOfRow, index, bins.Columns[c].Count);
            for (var b = 0; b < names.Length; b++) blocks[names[b]][c] = counts[b];
        }

        return new DayHistograms(bins, blocks, table.RowCount);
    }

    /// <summary>The histograms of both samples together.</summary>
    /// <exception cref="ArgumentException">They were counted by other bins.</exception>
    public DayHistograms Merge(DayHistograms other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Bins.Digest != Bins.Digest) throw new ArgumentException($"The histograms were counted by the bins {other.Bins.Digest.Short} and these by {Bins.Digest.Short}.", nameof(other));
        var merged = new SortedDictionary<int, SparseCounts?[]>(Blocks);
        foreach (var (key, columns) in other.Blocks)
        {
            merged[key] = !merged.TryGetValue(key, out var mine) ? columns
                : [.. columns.Select((column, c) => column is null || mine[c] is null ? null : mine[c]!.Plus(column, Bins.Columns[c].Count))];
        }

        return new DayHistograms(Bins, merged, Rows + other.Rows);
    }

    /// <summary>The histograms of all samples together.</summary>
    public static DayHistograms MergeAll(DriftBins bins, IEnumerable<DayHistograms> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Aggregate(new DayHistograms(bins, [], 0), (all, part) => all.Merge(part));
    }

    /// <summary>The histograms of the rows whose day lies in a window.</summary>
    /// <exception cref="ArgumentException">The window is one of days, and rows have none.</exception>
    public DayHistograms Within(Window window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (window.FirstDay is null) return this;
        if (Bins.Time is null) throw new ArgumentException($"The window {window} is one of days, and rows without a time column have none.", nameof(window));
        var blocks = new SortedDictionary<int, SparseCounts?[]>();
        foreach (var (day, columns) in Blocks)
        {
            if (window.Contains(new DateTime(day * TimeSpan.TicksPerDay))) blocks.Add(day, columns);
        }

        // Every row has a bin in every column, be it the one for missing values.
        return new DayHistograms(Bins, blocks, blocks.Values.Sum(columns => columns.OfType<SparseCounts>().FirstOrDefault()?.Counts.Sum(c => (long)c) ?? 0));
    }

    /// <summary>A compact binary form, the same bytes for the same counts.</summary>
    public byte[] ToBytes() => DayHistogramsFile.Write(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">It is not that, or was counted by other bins.</exception>
    public static DayHistograms FromBytes(ReadOnlySpan<byte> bytes, DriftBins bins) => DayHistogramsFile.Read(bytes, bins);

    private static SparseCounts[] Count(int[] binOfRow, BlockIndex index, int bins)
    {
        // Rows are gathered by block first, so that one dense histogram serves all blocks.
        var sizes = index.Sizes();
        var starts = new int[sizes.Length + 1];
        for (var b = 0; b < sizes.Length; b++) starts[b + 1] = starts[b] + sizes[b];
        var next = starts[..^1];
        var gathered = new int[binOfRow.Length];
        for (var row = 0; row < binOfRow.Length; row++) gathered[next[index.BlockOfRow[row]]++] = binOfRow[row];
        var dense = new int[bins];
        var all = new SparseCounts[sizes.Length];
        for (var b = 0; b < sizes.Length; b++)
        {
            Array.Clear(dense);
            foreach (var bin in gathered.AsSpan(starts[b], sizes[b])) dense[bin]++;
            all[b] = SparseCounts.Of(dense);
        }

        return all;
    }
}
