using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Forests whose trees add up to scores: texts to numbers, then the trees, then the link from scores to predictions.</summary>
internal static class ForestExporter
{
    // The model's own bound: beyond it the exponential is of no use to anyone.
    private const double MostExponent = 300;

    public static string Export(BoostedTreesModel model, ExportScope scope)
    {
        var forest = model.Forest;
        var columns = new ForestColumns(scope.Graph, [.. forest.Inputs.Select((input, f) => (scope[input], forest.Categories[f]))]);
        var table = new TreeTable();
        for (var t = 0; t < forest.Trees.Length; t++) Add(table, t, forest, columns);
        return Linked(scope.Graph, table.AddTo(scope.Graph, columns.Values(), model.Initial), model);
    }

    private static void Add(TreeTable table, int tree, Forest forest, ForestColumns columns)
    {
        var nodes = forest.Trees[tree];
        for (var n = 0; n < nodes.Length; n++)
        {
            var node = nodes[n];
            if (node.IsLeaf) table.Leaf(tree, n, tree % forest.Outputs, node.Value);
            // Of a set there is a column that is 0 for its categories and 1 for others.
            else if (node.Set is { } set) table.Cut(tree, n, columns.PlaceOf(node.Feature, set), 0.5, node.MissingLeft, node.Left, node.Left + 1);
            else table.Cut(tree, n, node.Feature, forest.ThresholdOf(node), node.MissingLeft, node.Left, node.Left + 1);
        }
    }

    private static string Linked(GraphBuilder graph, string scores, BoostedTreesModel model)
    {
        switch (model.Link)
        {
            case ScoreLink.Logistic: return graph.Add("Sigmoid", [scores]);
            case ScoreLink.Exponential: return graph.Add("Exp", [graph.Add("Min", [scores, graph.Number(MostExponent)])]);
            case ScoreLink.Softmax: return graph.Add("Softmax", [scores], GraphBuilder.Integer("axis", 1));
            case ScoreLink.Probability: return graph.Add("Min", [graph.Add("Max", [scores, graph.Number(0)]), graph.Number(1)]);
            case ScoreLink.Shares:
                var sum = graph.Add("ReduceSum", [scores, graph.Integers(1)]);
                var isShare = graph.Add("Greater", [sum, graph.Number(0)]);
                return graph.Add("Where", [isShare, graph.Add("Div", [scores, sum]), graph.Number(1.0 / model.Outputs)]);
            case ScoreLink.None: return scores;
            default: throw new NotSupportedException($"Scores that become predictions by {model.Link} have no form in ONNX.");
        }
    }
}
