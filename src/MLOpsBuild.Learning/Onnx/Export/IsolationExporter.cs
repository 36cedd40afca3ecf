using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Isolation trees: the mean length of a row's paths against the usual one.</summary>
internal static class IsolationExporter
{
    public static string Export(IsolationModel model, ExportScope scope)
    {
        var graph = scope.Graph;
        var columns = new ForestColumns(graph, [.. model.Inputs.Select((input, f) => (scope[input], model.Categories[f]))]);
        var table = new TreeTable();
        for (var t = 0; t < model.Trees.Length; t++)
        {
            for (var n = 0; n < model.Trees[t].Length; n++)
            {
                var node = model.Trees[t][n];
                if (node.IsLeaf) table.Leaf(t, n, 0, node.Length);
                else table.Cut(t, n, node.Feature, node.Threshold, node.MissingLeft, node.Left, node.Left + 1);
            }
        }

        var usual = IsolationTree.MeanLength(model.Sample) * model.Trees.Length;
        var lengths = table.AddTo(graph, columns.Values(), [0]);
        // Trees of one row each tell nothing: the score is one half, whatever the lengths, which are 0.
        return usual > 0
            ? graph.Add("Pow", [graph.Number(2), graph.Add("Div", [lengths, graph.Number(-usual)])])
            : graph.Add("Add", [lengths, graph.Number(0.5)]);
    }
}
