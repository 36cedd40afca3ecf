namespace MLOpsBuild.Learning.Trees;

/// <summary>The training rows ordered by the node that they are in; within a node in ascending order, which keeps memory access in one direction.</summary>
internal sealed class RowPartition
{
    private const int Block = 16384;

    private readonly int[] _scratch;

    public RowPartition(int rows)
    {
        Rows = new int[rows];
        _scratch = new int[rows];
    }

    public int[] Rows { get; }

    /// <summary>Puts every row into one node.</summary>
    public void Reset()
    {
        for (var i = 0; i < Rows.Length; i++) Rows[i] = i;
    }

    /// <summary>Puts the rows that go left before those that go right, each in their order, and returns how many go left.</summary>
    public int Separate(int start, int count, BinnedRows data, Split split, Workers workers)
    {
        if (count <= Block) return Pack(start, count, data, split);

        // Each block packs its left rows into the scratch from its start and its right ones from its end; then all move to their places.
        var blocks = (count + Block - 1) / Block;
        var lefts = new int[blocks];
        workers.ForBlocks(count, Block, (block, offset, length) => lefts[block] = Spread(start + offset, length, data, split));
        var total = lefts.Sum();
        var leftAt = new int[blocks];
        for (var b = 1; b < blocks; b++) leftAt[b] = leftAt[b - 1] + lefts[b - 1];
        workers.ForBlocks(count, Block, (block, offset, length) =>
        {
            var from = _scratch.AsSpan(start + offset, length);
            from[..lefts[block]].CopyTo(Rows.AsSpan(start + leftAt[block]));
            from[lefts[block]..].CopyTo(Rows.AsSpan(start + total + offset - leftAt[block]));
        });
        return total;
    }

    private int Pack(int start, int count, BinnedRows data, Split split)
    {
        var left = Spread(start, count, data, split);
        _scratch.AsSpan(start, count).CopyTo(Rows.AsSpan(start));
        return left;
    }

    // Both counters advance by arithmetic, since a branch on the data would be mispredicted half of the time.
    private int Spread(int start, int count, BinnedRows data, Split split)
    {
        var rows = Rows.AsSpan(start, count);
        var to = _scratch.AsSpan(start, count);
        var bins = data.Bins.AsSpan(split.Feature);
        var features = data.Features;
        var shift = split.MissingLeft ? 1 : 0;
        var threshold = split.Bin + shift;
        var left = 0;
        var right = count - 1;
        foreach (var row in rows)
        {
            // Adding 1 wraps a missing bin round to 0: it then goes left.
            var goesRight = (byte)(bins[row * features] + shift) > threshold ? 1 : 0;
            to[left] = row;
            to[right] = row;
            left += 1 - goesRight;
            right -= goesRight;
        }

        to[left..].Reverse();
        return left;
    }
}
