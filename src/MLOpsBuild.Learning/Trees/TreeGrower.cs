using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Grows trees on derivatives. The order in which nodes are cut is the strategy's; what a cut costs is the same in all of them.</summary>
internal sealed class TreeGrower(BinnedRows data, GrowthOptions options, Workers workers)
{
    private readonly HistogramBuilder _builder = new(data, workers);
    private List<TreeNode> _nodes = [];
    private List<GrowingNode> _leaves = [];
    private SplitFinder _finder = null!;
    private Derivatives _derivatives;

    /// <summary>The rows; the first ones of them are the tree's.</summary>
    public RowPartition Partition { get; } = new(data.Rows);

    /// <summary>The gain of every feature so far.</summary>
    public double[] Gains { get; } = new double[data.Features];

    /// <summary>Grows a tree on the first <paramref name="rows"/> rows of the partition. Its leaves have their Newton values.</summary>
    /// <param name="derivatives">What to reduce.</param>
    /// <param name="tree">The tree's number: it decides chance.</param>
    /// <param name="rows">How many of the partition's rows are learned from.</param>
    /// <param name="features">The features to try; null for all.</param>
    public GrownTree Grow(Derivatives derivatives, int tree, int rows, int[]? features = null)
    {
        _derivatives = derivatives;
        _finder = new SplitFinder(data, options, derivatives.Packing, tree, features);
        _nodes = [default];
        _leaves = [];
        var root = _builder.Root(rows, Partition, derivatives);
        root.MayBeCut = true;
        Find([root]);
        if (options.Leaves > 0) BestFirst(root);
        else if (options.Leaves < 0) DepthFirst(root);
        else LevelByLevel(root);
        foreach (var leaf in _leaves) _nodes[leaf.Number] = TreeNode.Leaf(_finder.Value(leaf.Sums, leaf.Bounds)) with { Cover = leaf.Sums.Hessian * derivatives.Packing.HessianUnit };
        return new GrownTree([.. _nodes], _leaves);
    }

    private void LevelByLevel(GrowingNode root)
    {
        List<GrowingNode> level = [root];
        while (level.Count > 0) level = Cut(Cuttable(level));
    }

    private void DepthFirst(GrowingNode root)
    {
        var open = new Stack<GrowingNode>([root]);
        while (open.TryPop(out var node))
        {
            foreach (var child in Cut(Cuttable([node]))) open.Push(child);
        }
    }

    private void BestFirst(GrowingNode root)
    {
        var open = Cuttable([root]);
        while (open.Count > 0 && open.Count + _leaves.Count < options.Leaves)
        {
            // Among equal gains the first node wins.
            var best = open[0];
            foreach (var node in open) best = node.Best.Gain > best.Best.Gain ? node : best;
            open.Remove(best);
            open.AddRange(Cuttable(Cut([best])));
        }

        foreach (var node in open) MakeLeaf(node);
    }

    /// <summary>Those of the nodes that have a cut; the others become leaves.</summary>
    private List<GrowingNode> Cuttable(List<GrowingNode> nodes)
    {
        var cuttable = new List<GrowingNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node.Best.Exists) cuttable.Add(node);
            else MakeLeaf(node);
        }

        return cuttable;
    }

    private void MakeLeaf(GrowingNode node)
    {
        _builder.Return(node);
        _leaves.Add(node);
    }

    /// <summary>Cuts nodes and returns the children that may be cut again, with their best cuts.</summary>
    private List<GrowingNode> Cut(List<GrowingNode> nodes)
    {
        if (nodes.Count == 0) return nodes;
        Partition.Separate(nodes, data, workers);
        var next = new List<GrowingNode>();
        foreach (var node in nodes)
        {
            var (left, right) = Children(node);
            Gains[node.Best.Feature] += node.Best.Gain;
            Keep(left, next);
            Keep(right, next);
            _builder.Plan(node, left, right);
        }

        _builder.Build(Partition, _derivatives);
        Find(next);
        return next;
    }

    private void Find(List<GrowingNode> nodes) => workers.ForEach(nodes.Count, (i, _) => nodes[i].Best = _finder.Find(nodes[i]));

    private (GrowingNode Left, GrowingNode Right) Children(GrowingNode node)
    {
        var best = node.Best;
        var rest = node.Sums - best.Left;
        var (leftBounds, rightBounds) = BoundsOf(node, rest);
        var left = new GrowingNode { Start = node.Start, Count = node.Lefts, Sums = best.Left, Number = _nodes.Count, Depth = node.Depth + 1, Bounds = leftBounds };
        var right = new GrowingNode
        {
            Start = node.Start + node.Lefts,
            Count = node.Count - node.Lefts,
            Sums = rest,
            Number = _nodes.Count + 1,
            Depth = node.Depth + 1,
            Bounds = rightBounds,
        };
        _nodes[node.Number] = new TreeNode(best.Feature, best.Bin, best.MissingLeft, left.Number, 0)
        {
            Set = best.Set,
            Cover = node.Sums.Hessian * _derivatives.Packing.HessianUnit,
        };
        _nodes.Add(default);
        _nodes.Add(default);
        return (left, right);
    }

    // The middle of the children's values bounds all that grows below either of them.
    private (Bounds Left, Bounds Right) BoundsOf(GrowingNode node, Sums right)
    {
        var direction = options.Monotone.Length == 0 || node.Best.Set is not null ? 0 : options.Monotone[node.Best.Feature];
        if (direction == 0) return (node.Bounds, node.Bounds);
        var middle = (_finder.Value(node.Best.Left, node.Bounds) + _finder.Value(right, node.Bounds)) / 2;
        var (below, above) = (node.Bounds with { Most = middle }, node.Bounds with { Least = middle });
        return direction > 0 ? (below, above) : (above, below);
    }

    private void Keep(GrowingNode child, List<GrowingNode> next)
    {
        child.MayBeCut = child.Depth < options.Depth && child.Sums.Hessian >= 2 * _finder.LeastHessian;
        (child.MayBeCut ? next : _leaves).Add(child);
    }
}
