using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Counts the rows that repeat the values of an earlier row in some columns.</summary>
/// <remarks>
/// Exact (see <see cref="RowKeys"/>) up to <paramref name="limit"/> different keys. Beyond that it stays exact as long as the leading column never falls from
/// row to row, because then only rows with an equal value there can repeat each other; otherwise it says that it cannot tell.
/// </remarks>
/// <param name="columns">The key.</param>
/// <param name="skipMissing">True when rows with a missing value are not looked at; otherwise missing equals missing.</param>
/// <param name="limit">The most keys held in memory, 16 to 30 bytes each.</param>
internal sealed class KeyMeasure(IReadOnlyList<string> columns, bool skipMissing = false, long limit = KeyMeasure.Limit) : Measure<KeyState>
{
    /// <summary>How many different keys are held; fewer when other measures hold much as well (<see cref="HeldMemory"/>).</summary>
    public const long Limit = 3L << 20;

    public override string Key { get; } = $"keys {skipMissing} {string.Join('\u001F', columns)}";

    protected override KeyState Of(Batch batch)
    {
        var (a, b) = RowKeys.Of(batch, columns, skipMissing);
        Column? leading = null;
        foreach (var name in columns)
        {
            if (batch[name] is var column && column is not TextColumn && (leading is null || (column is TimeColumn && leading is not TimeColumn))) leading = column;
        }

        long[]? order = leading is null ? null : Order(batch, leading);
        return new KeyState(new KeyBatch(a, b, batch.FirstRow, order is null ? null : Runs.Of(order)), limit);
    }

    protected override KeyState Merge(KeyState all, KeyState next)
    {
        all.Take(next);
        return all;
    }

    /// <summary>Words in the order of the column's values; null when they fall or one is missing.</summary>
    private static long[]? Order(Batch batch, Column column)
    {
        if (batch.Missing(column) > 0) return null;
        var words = new long[column.Count];
        for (var row = 0; row < words.Length; row++)
        {
            words[row] = column switch
            {
                TimeColumn times => times.Values[row].Ticks,
                IntegerColumn integers => integers.Values[row],
                NumberColumn numbers => Sortable(numbers.Values[row]),
                _ => 0,
            };
            if (row > 0 && words[row] < words[row - 1]) return null;
        }

        return words;
    }

    private static long Sortable(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }
}

/// <summary>A batch's keys.</summary>
/// <param name="A">First halves of the hashes; both halves are 0 for a row that is passed over.</param>
/// <param name="B">Second halves.</param>
/// <param name="FirstRow">The record of the first row.</param>
/// <param name="Runs">Where the leading column rises; null when it falls.</param>
internal sealed record KeyBatch(ulong[] A, ulong[] B, long FirstRow, Runs? Runs);

/// <summary>Rows with an equal value in a column that never falls.</summary>
/// <param name="Starts">The first row of each run, and the number of rows at the end.</param>
/// <param name="First">The first value.</param>
/// <param name="Last">The last value.</param>
internal sealed record Runs(IReadOnlyList<int> Starts, long First, long Last)
{
    public static Runs? Of(long[] order)
    {
        if (order.Length == 0) return null;
        var starts = new List<int>(order.Length / 8 + 2) { 0 };
        for (var row = 1; row < order.Length; row++)
        {
            if (order[row] != order[row - 1]) starts.Add(row);
        }

        starts.Add(order.Length);
        return new Runs(starts, order[0], order[^1]);
    }
}
