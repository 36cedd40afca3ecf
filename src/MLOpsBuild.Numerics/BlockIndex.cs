namespace MLOpsBuild.Numerics;

/// <summary>Which block (day, customer, session) each row belongs to. Rows of one block share their chance; blocks are independent.</summary>
/// <remarks>Blocks are numbered in ascending order of their keys, so that the order of the rows does not matter. Immutable.</remarks>
public sealed class BlockIndex
{
    private readonly int[] _blockOfRow;

    private BlockIndex(int[] blockOfRow, int count)
    {
        _blockOfRow = blockOfRow;
        Count = count;
    }

    /// <summary>The number of different blocks.</summary>
    public int Count { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => _blockOfRow.Length;

    /// <summary>Each row's block, from 0 to below <see cref="Count"/>.</summary>
    public ReadOnlySpan<int> BlockOfRow => _blockOfRow;

    /// <summary>One key a row; equal keys are one block.</summary>
    public static BlockIndex Of(ReadOnlySpan<int> keys)
    {
        var distinct = new SortedSet<int>();
        // Rows of a block mostly follow each other: only where the key changes is it looked up.
        for (var row = 0; row < keys.Length; row++)
        {
            if (row == 0 || keys[row] != keys[row - 1]) distinct.Add(keys[row]);
        }

        var numbers = new Dictionary<int, int>(distinct.Count);
        foreach (var key in distinct) numbers.Add(key, numbers.Count);
        var blocks = new int[keys.Length];
        for (var row = 0; row < blocks.Length; row++) blocks[row] = row > 0 && keys[row] == keys[row - 1] ? blocks[row - 1] : numbers[keys[row]];
        return new BlockIndex(blocks, numbers.Count);
    }

    /// <summary>One block for each calendar day.</summary>
    public static BlockIndex OfDays(ReadOnlySpan<DateTime> times)
    {
        var keys = new int[times.Length];
        for (var row = 0; row < keys.Length; row++) keys[row] = (int)(times[row].Ticks / TimeSpan.TicksPerDay);
        return Of(keys);
    }

    /// <summary>The blocks of some of the rows, numbered afresh.</summary>
    public BlockIndex Take(ReadOnlySpan<int> rows)
    {
        var keys = new int[rows.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = _blockOfRow[rows[i]];
        return Of(keys);
    }

    /// <summary>The number of rows of each block.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Count];
        foreach (var block in _blockOfRow) sizes[block]++;
        return sizes;
    }

    /// <summary>The sum of a value over each block's rows, in the order of the rows.</summary>
    public double[] Sums(ReadOnlySpan<double> values)
    {
        if (values.Length != Rows) throw new ArgumentException($"There are {values.Length} values for {Rows} rows.", nameof(values));
        var sums = new double[Count];
        for (var row = 0; row < values.Length; row++) sums[_blockOfRow[row]] += values[row];
        return sums;
    }
}
