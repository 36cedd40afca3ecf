namespace MLOpsBuild.Data.Differences;

/// <summary>Rows on one side of a comparison: the files of some partitions.</summary>
/// <param name="Name">The partition's name.</param>
/// <param name="Rows">How many rows it has, as the lock says.</param>
/// <param name="Open">Opens its bytes, each time from the beginning.</param>
public sealed record RowSource(string Name, long Rows, Func<Stream> Open)
{
    /// <summary>How they are written: one of <see cref="LockedDataset.Formats"/>. Default: csv.</summary>
    public string Format { get; init; } = LockedDataset.Csv;
}

/// <summary>How to compare rows.</summary>
public sealed record RowDifferenceOptions
{
    /// <summary>The columns that are compared: those that both sides have.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The columns that together tell which row is which; empty compares whole rows, of which none is changed but some are removed and added.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How many rows are kept in memory at once, at least 1. With more rows both sides are read several times, each time for a part of the keys. Default: 1 000 000, some 150 MB.</summary>
    public int RowsAtOnce
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one row must be kept.");
    } = 1_000_000;

    /// <summary>Worker threads, at least 1; no result depends on it. Default: 1.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>A row that differs.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">Its values as they were written, in the order of the columns; null for an added row. A null among them is a missing value.</param>
/// <param name="After">Its values as they are; null for a removed row.</param>
/// <param name="Place">Where it is now or, when removed, was: partition and record.</param>
public sealed record RowChange(ChangeKind Kind, IReadOnlyList<string?>? Before, IReadOnlyList<string?>? After, string Place);

/// <summary>How many rows differ.</summary>
/// <param name="Same">Rows that are on both sides.</param>
/// <param name="Added">Rows that are new.</param>
/// <param name="Removed">Rows that are gone.</param>
/// <param name="Changed">Rows whose key is on both sides with other values.</param>
/// <param name="RepeatedKeys">Rows whose key occurred before on the same side; such rows are paired in their order. 0 without a key.</param>
public sealed record RowCounts(long Same, long Added, long Removed, long Changed, long RepeatedKeys);
