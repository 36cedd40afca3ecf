using MLOpsBuild.Learning.Trees.Objectives;
using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Makes the histograms of nodes: adds up the child with fewer rows and takes it from its parent's for the other one.</summary>
internal sealed class HistogramBuilder(BinnedRows data, Workers workers)
{
    private readonly Stack<long[]> _free = new();
    private readonly long[]?[] _packed = new long[workers.Count][];
    private readonly List<GrowingNode> _toBuild = [];
    private readonly List<(GrowingNode Larger, GrowingNode Smaller)> _toSubtract = [];

    /// <summary>The root with its histogram and sums.</summary>
    public GrowingNode Root(int rows, RowPartition partition, Derivatives derivatives)
    {
        var root = new GrowingNode { Start = 0, Count = rows, Histogram = Rent(), Bounds = Bounds.None };
        _toBuild.Add(root);
        Build(partition, derivatives);
        for (var bin = 0; bin < Histogram.Bins; bin++) root.Sums = root.Sums.Plus(root.Histogram[bin], root.Histogram[Histogram.Bins + bin]);
        return root;
    }

    /// <summary>Plans the histograms of two children that may be cut, out of their parent's.</summary>
    public void Plan(GrowingNode node, GrowingNode left, GrowingNode right)
    {
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        if (!smaller.MayBeCut && !larger.MayBeCut)
        {
            Return(node);
            return;
        }

        if (larger.MayBeCut)
        {
            larger.Histogram = node.Histogram;
            smaller.Histogram = Rent();
            _toSubtract.Add((larger, smaller));
        }
        else
        {
            smaller.Histogram = node.Histogram;
            Array.Clear(smaller.Histogram!);
        }

        node.Histogram = null;
        _toBuild.Add(smaller);
    }

    /// <summary>Makes what was planned. Rows are cut into chunks that any worker may take: integer sums do not show who took which.</summary>
    public void Build(RowPartition partition, Derivatives derivatives)
    {
        var chunks = new List<(GrowingNode Node, int Start, int Count)>();
        foreach (var node in _toBuild)
        {
            for (var offset = 0; offset < node.Count; offset += Packing.MostRows) chunks.Add((node, node.Start + offset, Math.Min(Packing.MostRows, node.Count - offset)));
        }

        workers.ForEach(chunks.Count, (i, worker) => Add(chunks[i].Node, partition.Rows.AsSpan(chunks[i].Start, chunks[i].Count), worker, derivatives));
        workers.ForEach(_toSubtract.Count, (i, _) => Histogram.Subtract(_toSubtract[i].Larger.Histogram!, _toSubtract[i].Smaller.Histogram!));
        foreach (var (_, smaller) in _toSubtract)
        {
            if (!smaller.MayBeCut) Return(smaller);
        }

        _toBuild.Clear();
        _toSubtract.Clear();
    }

    /// <summary>Takes a node's histogram back.</summary>
    public void Return(GrowingNode node)
    {
        if (node.Histogram is null) return;
        _free.Push(node.Histogram);
        node.Histogram = null;
    }

    private void Add(GrowingNode node, ReadOnlySpan<int> rows, int worker, Derivatives derivatives)
    {
        for (var g = 0; g < data.Groups.Length; g++)
        {
            var width = data.GroupStarts[g + 1] - data.GroupStarts[g];
            var packed = _packed[worker] ??= new long[Histogram.Bins * BinnedRows.MostInGroup];
            Histogram.Add(packed, data.Groups[g], width, derivatives.Words.Span, rows);
            var sums = node.Histogram.AsSpan(data.GroupStarts[g] * Histogram.PerFeature, width * Histogram.PerFeature);
            lock (node) Histogram.Flush(packed.AsSpan(0, width * Histogram.Bins), sums, derivatives.Packing);
        }
    }

    private long[] Rent()
    {
        if (!_free.TryPop(out var histogram)) return new long[data.Features * Histogram.PerFeature];
        Array.Clear(histogram);
        return histogram;
    }
}
