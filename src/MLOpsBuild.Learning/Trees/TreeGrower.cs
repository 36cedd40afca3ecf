namespace MLOpsBuild.Learning.Trees;

/// <summary>Grows one tree level by level.</summary>
internal sealed class TreeGrower(BinnedRows data, Objective objective, BoostedTreesOptions options, Workers workers)
{
    private const int MostChunk = 8192;
    private const int LeastChunk = 1024;

    private readonly RowPartition _partition = new(data.Rows);
    private readonly Stack<long[]> _free = new();
    private readonly long[]?[] _scratch = new long[workers.Count][];
    private readonly int _chunk = Math.Clamp(data.Rows / (4 * workers.Count), LeastChunk, MostChunk);

    /// <summary>The gain of every input so far.</summary>
    public double[] Gains { get; } = new double[data.Features];

    /// <summary>Grows a tree on the objective's derivatives and adds its leaves to the scores.</summary>
    public TreeNode[] Grow()
    {
        _partition.Reset();
        var finder = new SplitFinder(data, options, objective.GradientUnit, objective.HessianUnit);
        var nodes = new List<TreeNode>();
        var leaves = new List<Growing>();
        var level = new List<Growing> { Root() };
        nodes.Add(default);
        for (var depth = 0; level.Count > 0; depth++) level = Split(level, depth, finder, nodes, leaves);
        foreach (var leaf in leaves) nodes[leaf.Node] = TreeNode.Leaf(options.LearningRate * finder.LeafValue(leaf.Gradient, leaf.Hessian));
        AddToScores(leaves, nodes);
        return [.. nodes];
    }

    private Growing Root()
    {
        var root = new Growing { Start = 0, Count = data.Rows, Histogram = Rent() };
        Build([root]);
        for (var bin = 0; bin < Histogram.BinsPerFeature; bin++)
        {
            root.Gradient += root.Histogram[2 * bin];
            root.Hessian += root.Histogram[2 * bin + 1];
        }

        return root;
    }

    /// <summary>Cuts the nodes of a level and returns the children that may be cut again.</summary>
    private List<Growing> Split(List<Growing> level, int depth, SplitFinder finder, List<TreeNode> nodes, List<Growing> leaves)
    {
        workers.ForEach(level.Count, (i, _) => level[i].Best = finder.Find(level[i].Histogram!, level[i].Gradient, level[i].Hessian));
        var next = new List<Growing>();
        var toBuild = new List<Growing>();
        var toSubtract = new List<(Growing Larger, Growing Smaller)>();
        foreach (var node in level)
        {
            if (!node.Best.Exists)
            {
                Return(node);
                leaves.Add(node);
                continue;
            }

            var (left, right) = Children(node, nodes);
            Gains[node.Best.Feature] += node.Best.Gain;
            var deeper = depth + 1 < options.Depth;
            Sort(left, deeper, finder, next, leaves);
            Sort(right, deeper, finder, next, leaves);
            Plan(node, left, right, toBuild, toSubtract);
        }

        Build(toBuild);
        workers.ForEach(toSubtract.Count, (i, _) => Histogram.Subtract(toSubtract[i].Larger.Histogram!, toSubtract[i].Smaller.Histogram!));
        foreach (var (_, smaller) in toSubtract.Where(pair => !pair.Smaller.MayBeCut)) Return(smaller);
        return next;
    }

    private (Growing Left, Growing Right) Children(Growing node, List<TreeNode> nodes)
    {
        var best = node.Best;
        var lefts = _partition.Separate(node.Start, node.Count, data, best, workers);
        var left = new Growing { Start = node.Start, Count = lefts, Gradient = best.LeftGradient, Hessian = best.LeftHessian, Node = nodes.Count };
        var right = new Growing
        {
            Start = node.Start + lefts,
            Count = node.Count - lefts,
            Gradient = node.Gradient - best.LeftGradient,
            Hessian = node.Hessian - best.LeftHessian,
            Node = nodes.Count + 1,
        };
        nodes[node.Node] = new TreeNode(best.Feature, best.Bin, best.MissingLeft, left.Node, 0);
        nodes.Add(default);
        nodes.Add(default);
        return (left, right);
    }

    private static void Sort(Growing child, bool deeper, SplitFinder finder, List<Growing> next, List<Growing> leaves)
    {
        child.MayBeCut = deeper && child.Hessian >= 2 * finder.LeastHessian;
        (child.MayBeCut ? next : leaves).Add(child);
    }

    // The child with fewer rows is added up; the other one takes the parent's histogram over and has the first one subtracted.
    private void Plan(Growing node, Growing left, Growing right, List<Growing> toBuild, List<(Growing, Growing)> toSubtract)
    {
        if (!left.MayBeCut && !right.MayBeCut)
        {
            Return(node);
            return;
        }

        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        if (!larger.MayBeCut)
        {
            smaller.Histogram = node.Histogram;
            Array.Clear(smaller.Histogram!);
            toBuild.Add(smaller);
            return;
        }

        larger.Histogram = node.Histogram;
        smaller.Histogram = Rent();
        toBuild.Add(smaller);
        toSubtract.Add((larger, smaller));
    }

    /// <summary>Adds up the rows of the nodes, cut into chunks that any worker may take: integer sums do not show who took which.</summary>
    private void Build(List<Growing> nodes)
    {
        var chunks = Chunks(nodes);
        workers.ForEach(chunks.Count, (i, worker) =>
        {
            var (node, start, count) = chunks[i];
            var rows = _partition.Rows.AsSpan(start, count);
            if (count == node.Count)
            {
                Histogram.Add(node.Histogram!, data, objective.Derivatives, rows);
                return;
            }

            var own = _scratch[worker] ??= new long[Histogram.SizeFor(data.Features)];
            Array.Clear(own);
            Histogram.Add(own, data, objective.Derivatives, rows);
            lock (node) Histogram.AddTo(node.Histogram!, own);
        });
    }

    private List<(Growing Node, int Start, int Count)> Chunks(List<Growing> nodes)
    {
        var chunks = new List<(Growing, int, int)>();
        foreach (var node in nodes)
        {
            // One worker needs no merging.
            var size = workers.Count == 1 ? node.Count : _chunk;
            for (var offset = 0; offset < node.Count; offset += size) chunks.Add((node, node.Start + offset, Math.Min(size, node.Count - offset)));
        }

        return chunks;
    }

    private void AddToScores(List<Growing> leaves, List<TreeNode> nodes)
    {
        var chunks = Chunks(leaves);
        workers.ForEach(chunks.Count, (i, _) =>
        {
            var (leaf, start, count) = chunks[i];
            var value = nodes[leaf.Node].Value;
            var scores = objective.Scores;
            foreach (var row in _partition.Rows.AsSpan(start, count)) scores[row] += value;
        });
    }

    private long[] Rent()
    {
        if (!_free.TryPop(out var histogram)) return new long[Histogram.SizeFor(data.Features)];
        Array.Clear(histogram);
        return histogram;
    }

    private void Return(Growing node)
    {
        _free.Push(node.Histogram!);
        node.Histogram = null;
    }

    /// <summary>A node while its tree grows.</summary>
    private sealed class Growing
    {
        public int Start { get; init; }

        public int Count { get; init; }

        public int Node { get; init; }

        public long Gradient { get; set; }

        public long Hessian { get; set; }

        public bool MayBeCut { get; set; }

        public long[]? Histogram { get; set; }

        public Split Best { get; set; }
    }
}
