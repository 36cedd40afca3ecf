namespace MLOpsBuild.Learning.Trees;

/// <summary>A tree just grown, its nodes in the order in which they were made, with its leaves' rows still in the partition.</summary>
internal sealed record GrownTree(TreeNode[] Nodes, List<GrowingNode> Leaves)
{
    /// <summary>The nodes in the order of a model: level by level, the children of one node side by side and in the order of their parents.</summary>
    public TreeNode[] InOrder()
    {
        var from = new int[Nodes.Length];
        var ordered = new TreeNode[Nodes.Length];
        var next = 1;
        for (var n = 0; n < ordered.Length; n++)
        {
            var node = Nodes[from[n]];
            if (!node.IsLeaf)
            {
                from[next] = node.Left;
                from[next + 1] = node.Left + 1;
                node = node with { Left = next };
                next += 2;
            }

            ordered[n] = node;
        }

        return ordered;
    }
}
