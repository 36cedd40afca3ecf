using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Ensembles: their members, and what is made of their predictions.</summary>
internal static class EnsembleExporter
{
    public static string Export(CombinedModel model, ExportScope scope)
    {
        var graph = scope.Graph;
        var parts = new List<string>();
        for (var m = 0; m < model.Members.Count; m++)
        {
            var predictions = Exporters.Export(model.Members[m], scope);
            if (model.Format == Voting.FormatName) predictions = Vote(graph, predictions, model.Outputs);
            parts.Add(graph.Add("Mul", [predictions, graph.Number(model.Weights[m])]));
        }

        return graph.Add("Div", [graph.Sum(parts), graph.Number(model.Weights.Sum())]);
    }

    public static string Export(StackedModel model, ExportScope scope)
    {
        var graph = scope.Graph;
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var m = 0; m < model.Members.Count; m++)
        {
            var predictions = Exporters.Export(model.Members[m], scope);
            var names = StackedModel.Columns(m, model.Members[m].Outputs, []).Select(c => c.Name).ToArray();
            for (var c = 0; c < names.Length; c++) columns.Add(names[c], graph.Column(predictions, c, names.Length));
        }

        foreach (var (name, value) in model.WithFeatures ? scope.Columns : new Dictionary<string, string>()) columns.Add(name, value);
        return Exporters.Export(model.Final, scope.With(columns));
    }

    // 1 for the class that is voted for, 0 for others.
    private static string Vote(GraphBuilder graph, string predictions, int outputs)
    {
        if (outputs == 1) return graph.ToDouble(graph.Add("GreaterOrEqual", [predictions, graph.Number(0.5)]));
        var best = graph.Add("ArgMax", [predictions], GraphBuilder.Integer("axis", 1), GraphBuilder.Integer("keepdims", 1));
        var classes = graph.Integers([.. Enumerable.Range(0, outputs).Select(c => (double)c)]);
        return graph.Cast(graph.Add("Equal", [best, classes]), ElementType.Double);
    }
}
