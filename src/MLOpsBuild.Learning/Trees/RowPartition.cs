using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Training rows ordered by the node that they are in; within a node in ascending order, which keeps memory access in one direction.</summary>
internal sealed class RowPartition(int capacity)
{
    private const int Block = 16384;

    private readonly int[] _left = new int[capacity];
    private readonly int[] _right = new int[capacity];
    private readonly List<Part> _parts = [];

    public int[] Rows { get; } = new int[capacity];

    /// <summary>Puts the first so many rows into one node.</summary>
    public void Reset(int count, Workers workers) => workers.ForBlocks(count, Block, (_, start, length) =>
    {
        var rows = Rows.AsSpan(start, length);
        for (var i = 0; i < rows.Length; i++) rows[i] = start + i;
    });

    /// <summary>For each node puts the rows that go left before those that go right, each in their order, and notes how many go left.</summary>
    public void Separate(List<GrowingNode> nodes, BinnedRows data, Workers workers)
    {
        _parts.Clear();
        foreach (var node in nodes)
        {
            for (var offset = 0; offset < node.Count; offset += Block) _parts.Add(new Part(node, offset, Math.Min(Block, node.Count - offset)));
        }

        workers.ForEach(_parts.Count, (i, _) => _parts[i].Lefts = Spread(_parts[i], data.Columns[_parts[i].Node.Best.Feature]));
        foreach (var node in nodes) node.Lefts = 0;
        foreach (var part in _parts)
        {
            part.LeftAt = part.Node.Lefts;
            part.Node.Lefts += part.Lefts;
        }

        workers.ForEach(_parts.Count, (i, _) => Collect(_parts[i]));
    }

    private void Collect(Part part)
    {
        var from = part.Node.Start + part.Offset;
        var rights = part.Length - part.Lefts;
        _left.AsSpan(from, part.Lefts).CopyTo(Rows.AsSpan(part.Node.Start + part.LeftAt));
        _right.AsSpan(from, rights).CopyTo(Rows.AsSpan(part.Node.Start + part.Node.Lefts + part.Offset - part.LeftAt));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Spread(Part part, byte[] bins)
    {
        var start = part.Node.Start + part.Offset;
        var split = part.Node.Best;
        if (split.Set is not null) return SpreadSet(Rows.AsSpan(start, part.Length), _left.AsSpan(start, part.Length), _right.AsSpan(start, part.Length), bins, split);
        // In range by construction: rows are those of the table, and neither counter passes the part's length.
        ref var rows = ref MemoryMarshal.GetReference(Rows.AsSpan(start, part.Length));
        ref var left = ref MemoryMarshal.GetReference(_left.AsSpan(start, part.Length));
        ref var right = ref MemoryMarshal.GetReference(_right.AsSpan(start, part.Length));
        ref var bin = ref MemoryMarshal.GetArrayDataReference(bins);
        var shift = split.MissingLeft ? 1 : 0;
        var end = split.Bin + shift + 1;
        nint lefts = 0;
        for (nint i = 0; i < part.Length; i++)
        {
            // Both sides are written and one counter advances, since a branch on the data would be mispredicted half of the time.
            // Adding 1 wraps a missing bin round to 0: it then goes left.
            var row = Unsafe.Add(ref rows, i);
            Unsafe.Add(ref left, lefts) = row;
            Unsafe.Add(ref right, i - lefts) = row;
            lefts += Unsafe.BitCast<bool, byte>((byte)(Unsafe.Add(ref bin, (nint)(uint)row) + shift) < end);
        }

        return (int)lefts;
    }

    private static int SpreadSet(Span<int> rows, Span<int> left, Span<int> right, byte[] bins, Split split)
    {
        var goesLeft = new int[256];
        for (var bin = 0; bin < BinCuts.Missing; bin++) goesLeft[bin] = split.Set!.Has(bin) ? 1 : 0;
        goesLeft[BinCuts.Missing] = split.MissingLeft ? 1 : 0;
        var lefts = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            left[lefts] = row;
            right[i - lefts] = row;
            lefts += goesLeft[bins[row]];
        }

        return lefts;
    }

    /// <summary>Some rows of a node.</summary>
    private sealed class Part(GrowingNode node, int offset, int length)
    {
        public GrowingNode Node { get; } = node;

        public int Offset { get; } = offset;

        public int Length { get; } = length;

        public int Lefts { get; set; }

        public int LeftAt { get; set; }
    }
}
