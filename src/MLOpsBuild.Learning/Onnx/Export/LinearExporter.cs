using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Weighted sums: standardised numbers times their weights, plus what missing numbers, categories and the intercept add.</summary>
internal static class LinearExporter
{
    public static string Export(LinearModel model, ExportScope scope)
    {
        var score = Scores(model.Terms, model.Inputs, [model.Weights], scope);
        return model.Task == LearningTask.Binary ? scope.Graph.Add("Sigmoid", [score]) : score;
    }

    public static string Export(MultinomialModel model, ExportScope scope)
    {
        var width = model.Weights.Count / model.Outputs;
        IReadOnlyList<double>[] weights = [.. Enumerable.Range(0, model.Outputs).Select(c => model.Weights.Skip(c * width).Take(width).ToArray())];
        return scope.Graph.Add("Softmax", [Scores(model.Terms, model.Inputs, weights, scope)], GraphBuilder.Integer("axis", 1));
    }

    public static string Export(OnlineModel model, ExportScope scope)
    {
        var options = model.Options;
        var terms = new List<LinearTerm>();
        var weights = new List<double>();
        foreach (var (input, known) in model.Inputs.Zip(model.Weights))
        {
            double Value(int place) => known[place].Value(options, options.L1, options.L2);
            terms.Add(input.IsText() ? CategoryTerm.Of(known.Categories) : new NumberTerm(0, 1));
            weights.AddRange(input.IsText() ? known.Categories.Select(c => Value(known.Find(c))) : [Value(OnlineWeights.Number)]);
            weights.Add(Value(OnlineWeights.Missing));
        }

        weights.Add(model.Intercept.Value(options, 0, 0));
        var score = Scores(terms, model.Inputs, [weights], scope);
        return model.Task == LearningTask.Binary ? scope.Graph.Add("Sigmoid", [score]) : score;
    }

    /// <summary>The sums for one set of weights an output: those of the terms, one after the other, and the intercept.</summary>
    private static string Scores(IReadOnlyList<LinearTerm> terms, IReadOnlyList<ModelInput> inputs, IReadOnlyList<double>[] weights, ExportScope scope)
    {
        var graph = scope.Graph;
        var parts = new List<string>();
        var numbers = new List<(string Column, NumberTerm Term, int First)>();
        var first = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            var at = first;
            if (terms[i] is NumberTerm number) numbers.Add((scope[inputs[i]], number, at));
            else if (terms[i] is CategoryTerm term) parts.Add(graph.LookUp(scope[inputs[i]], term.Categories, Table(term, weights, at), weights.Length));
            first += terms[i].Width;
        }

        if (numbers.Count > 0) parts.Add(Numbers(graph, numbers, weights));
        if (parts.Count == 0) throw new NotSupportedException("A model without inputs has no rows in ONNX.");
        return graph.Add("Add", [graph.Sum(parts), graph.Numbers(Array.ConvertAll(weights, w => w[^1]), 1, weights.Length)]);
    }

    // The last weight is that of a missing text; a text never seen has none.
    private static double[] Table(CategoryTerm term, IReadOnlyList<double>[] weights, int first) =>
        [.. Enumerable.Range(0, term.Width + 1).SelectMany(place => weights.Select(w => place < term.Width ? w[first + place] : 0))];

    private static string Numbers(GraphBuilder graph, List<(string Column, NumberTerm Term, int First)> terms, IReadOnlyList<double>[] weights)
    {
        var x = graph.Beside([.. terms.Select(t => t.Column)]);
        var isMissing = graph.IsNotFinite(x);
        var centred = graph.Add("Sub", [x, graph.Numbers([.. terms.Select(t => t.Term.Mean)], 1, terms.Count)]);
        var scaled = graph.Add("Div", [centred, graph.Numbers([.. terms.Select(t => t.Term.Deviation)], 1, terms.Count)]);
        var known = graph.Add("Where", [isMissing, graph.Number(0), scaled]);
        var sum = graph.Add("MatMul", [known, graph.Numbers([.. terms.SelectMany(t => weights.Select(w => w[t.First]))], terms.Count, weights.Length)]);
        var missing = graph.Add("MatMul", [graph.ToDouble(isMissing), graph.Numbers([.. terms.SelectMany(t => weights.Select(w => w[t.First + 1]))], terms.Count, weights.Length)]);
        return graph.Add("Add", [sum, missing]);
    }
}
