using MLOpsBuild.Learning.Linear;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>A weighted sum: standardised numbers times their weights, plus what missing numbers, categories and the intercept add.</summary>
internal static class LinearExporter
{
    public static string Export(LinearModel model, ExportScope scope)
    {
        var graph = scope.Graph;
        var parts = new List<string>();
        var numbers = new List<(string Column, NumberTerm Term, double Weight, double Missing)>();
        var first = 0;
        for (var i = 0; i < model.Terms.Count; i++)
        {
            var weights = model.Weights.Skip(first).Take(model.Terms[i].Width).ToArray();
            if (model.Terms[i] is NumberTerm number) numbers.Add((scope[model.Inputs[i]], number, weights[0], weights[1]));
            // The last weight is that of a missing text; a text never seen has none.
            else if (model.Terms[i] is CategoryTerm term) parts.Add(graph.LookUp(scope[model.Inputs[i]], term.Categories, [.. weights, 0], 1));
            first += model.Terms[i].Width;
        }

        if (numbers.Count > 0) parts.Add(Numbers(graph, numbers));
        if (parts.Count == 0) throw new NotSupportedException("A model without inputs has no rows in ONNX.");
        var score = graph.Add("Add", [graph.Sum(parts), graph.Number(model.Weights[^1])]);
        return model.Task == LearningTask.Binary ? graph.Add("Sigmoid", [score]) : score;
    }

    private static string Numbers(GraphBuilder graph, List<(string Column, NumberTerm Term, double Weight, double Missing)> terms)
    {
        var x = graph.Beside([.. terms.Select(t => t.Column)]);
        // x − x is 0 for a number, and NaN where x is missing or infinite.
        var isMissing = graph.Add("IsNaN", [graph.Add("Sub", [x, x])]);
        var centred = graph.Add("Sub", [x, graph.Numbers([.. terms.Select(t => t.Term.Mean)], 1, terms.Count)]);
        var scaled = graph.Add("Div", [centred, graph.Numbers([.. terms.Select(t => t.Term.Deviation)], 1, terms.Count)]);
        var known = graph.Add("Where", [isMissing, graph.Number(0), scaled]);
        var sum = graph.Add("MatMul", [known, graph.Numbers([.. terms.Select(t => t.Weight)], terms.Count, 1)]);
        var missing = graph.Add("MatMul", [graph.ToDouble(isMissing), graph.Numbers([.. terms.Select(t => t.Missing)], terms.Count, 1)]);
        return graph.Add("Add", [sum, missing]);
    }
}
