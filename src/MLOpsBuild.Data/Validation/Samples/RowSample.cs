using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>Some rows of a set, each as likely as any other, in their order.</summary>
/// <param name="Seen">How many rows they were drawn from; the same number when all were taken.</param>
/// <param name="Rows">The rows' numbers, ascending.</param>
/// <param name="Columns">Their values, by column.</param>
internal sealed record RowSample(long Seen, IReadOnlyList<long> Rows, IReadOnlyDictionary<string, SampledColumn> Columns)
{
    // Any numbers do, as long as being drawn tells nothing about the fold.
    private const ulong DrawSeed = 0x5A_4D_50_4C_45_01UL;
    private const ulong FoldSeed = 0xF0_1D_5E_ED_02UL;

    public SampledColumn this[string column] => Columns[column];

    public int Count => Rows.Count;

    public bool IsAll => Seen == Rows.Count;

    /// <summary>How a message names the rows that were looked at.</summary>
    public string Story => IsAll ? $"all {Seen} rows" : $"{Count} of {Seen} rows, drawn by chance";

    /// <summary>The lot of a row: the least ones are drawn. No two rows have the same.</summary>
    public static ulong Lot(long row) => StableHash.Of((ulong)row ^ DrawSeed);

    /// <summary>In which of the parts, from 0, a row is held out.</summary>
    public static int Fold(long row, int folds) => (int)(StableHash.Of((ulong)row ^ FoldSeed) % (ulong)folds);

    /// <summary>The places of so many of the rows, drawn from them by the same lots, ascending.</summary>
    public int[] Fewer(int count)
    {
        int[] places = [.. Enumerable.Range(0, Count)];
        if (count >= Count) return places;
        var chosen = places.OrderBy(i => Lot(Rows[i])).Take(count).ToArray();
        Array.Sort(chosen);
        return chosen;
    }
}
