using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Boosted trees: texts to their categories' mean targets, then the trees, then the logistic function for a binary target.</summary>
internal static class BoostedTreesExporter
{
    public static string Export(BoostedTreesModel model, ExportScope scope)
    {
        var forest = model.Forest;
        var graph = scope.Graph;
        var columns = forest.Inputs.Select((input, f) => forest.Categories[f] is { } categories ? Encode(graph, scope[input], categories) : scope[input]);
        var table = new TreeTable();
        for (var t = 0; t < forest.Trees.Length; t++) Add(table, t, forest);
        var score = table.AddTo(graph, [.. columns], [model.Initial]);
        return model.Task == LearningTask.Binary ? graph.Add("Sigmoid", [score]) : score;
    }

    private static string Encode(GraphBuilder graph, string column, CategoryEncoding categories) =>
        graph.LookUp(column, categories.Categories, [.. categories.Values, double.NaN, categories.Prior], 1);

    private static void Add(TreeTable table, int tree, Forest forest)
    {
        var nodes = forest.Trees[tree];
        for (var n = 0; n < nodes.Length; n++)
        {
            var node = nodes[n];
            if (node.IsLeaf) table.Leaf(tree, n, 0, node.Value);
            else table.Cut(tree, n, node.Feature, forest.Cuts[node.Feature][node.Bin], node.MissingLeft, node.Left, node.Left + 1);
        }
    }
}
