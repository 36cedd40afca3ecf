using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Walks binned rows through a tree.</summary>
internal static class TreeWalk
{
    private const int Block = 4096;

    /// <summary>The leaf that a row comes to.</summary>
    public static TreeNode LeafOf(TreeNode[] nodes, BinnedRows data, int row)
    {
        var node = nodes[0];
        while (!node.IsLeaf) node = nodes[node.Left + (node.GoesRight(data.Columns[node.Feature][row]) ? 1 : 0)];
        return node;
    }

    /// <summary>Adds the values of a tree's leaves to the scores of all rows.</summary>
    public static void Add(TreeNode[] nodes, BinnedRows data, Memory<double> scores, Workers workers) => workers.ForBlocks(data.Rows, Block, (_, start, count) =>
    {
        var to = scores.Span;
        for (var row = start; row < start + count; row++) to[row] += LeafOf(nodes, data, row).Value;
    });

    /// <summary>Adds the values of a tree's leaves to the scores of some rows.</summary>
    public static void Add(TreeNode[] nodes, BinnedRows data, Memory<double> scores, ReadOnlyMemory<int> rows, Workers workers) => workers.ForBlocks(rows.Length, Block, (_, start, count) =>
    {
        var to = scores.Span;
        foreach (var row in rows.Span.Slice(start, count)) to[row] += LeafOf(nodes, data, row).Value;
    });
}
