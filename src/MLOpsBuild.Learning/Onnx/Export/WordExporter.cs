using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Words of texts: taken apart at blanks, then counted.</summary>
internal static class WordExporter
{
    public static IReadOnlyList<string> Export(WordMap map, ModelInput input, ExportScope scope)
    {
        if (map.Rules.Splitting != WordSplitting.Blanks)
        {
            throw new NotSupportedException(
                $"The words of '{input.Name}' have no form in ONNX, which takes texts apart at fixed separators only, not into runs of letters and digits. "
                + $"Train with {nameof(BagOfWords)} {{ {nameof(BagOfWords.Splitting)} = {nameof(WordSplitting)}.{nameof(WordSplitting.Blanks)} }} to export it.");
        }

        var graph = scope.Graph;
        var words = Words(graph, scope[input]);
        if (map.Rules.LongestPhrase > 1) words = WithoutGaps(graph, words);
        return graph.Split(Weighted(graph, graph.ToDouble(Counts(graph, words, map)), map), map.Words.Count);
    }

    /// <summary>The words of each text of [rows, 1] as [rows, words], with empty texts among and behind them.</summary>
    private static string Words(GraphBuilder graph, string texts)
    {
        // Two blanks behind every text: there is always a part, even where all texts are missing.
        var parts = graph.Append(texts, $"{Transforms.Words.Blanks[0]}{Transforms.Words.Blanks[^1]}");
        foreach (var blank in Transforms.Words.Blanks) parts = graph.Parts(parts, $"{blank}");
        return graph.Add("Reshape", [parts, graph.Integers(0, -1)]);
    }

    /// <summary>Neighbouring words beside one another: a stable sort that puts empty texts behind.</summary>
    private static string WithoutGaps(GraphBuilder graph, string words)
    {
        var isGap = graph.ToDouble(graph.IsEmpty(words));
        var width = graph.Add("Gather", [graph.Add("Shape", [words]), graph.Integers(1)], GraphBuilder.Integer("axis", 0));
        return graph.Add("GatherElements", [words, graph.Order(isGap, width)], GraphBuilder.Integer("axis", 1));
    }

    private static string Counts(GraphBuilder graph, string words, WordMap map)
    {
        var pool = new List<string>();
        var starts = new List<long>();
        var places = new List<long>();
        string[][] phrases = [.. map.Words.Select(w => w.Split(' '))];
        for (var length = 1; length <= map.Rules.LongestPhrase; length++)
        {
            starts.Add(pool.Count);
            for (var p = 0; p < phrases.Length; p++)
            {
                if (phrases[p].Length != length) continue;
                pool.AddRange(phrases[p]);
                places.Add(p);
            }
        }

        return graph.Add(
            "TfIdfVectorizer",
            [words],
            GraphBuilder.Integer("max_gram_length", map.Rules.LongestPhrase),
            GraphBuilder.Integer("max_skip_count", 0),
            GraphBuilder.Integer("min_gram_length", 1),
            new OnnxAttribute("mode") { Text = "TF" },
            new OnnxAttribute("ngram_counts") { Integers = [.. starts] },
            new OnnxAttribute("ngram_indexes") { Integers = [.. places] },
            new OnnxAttribute("pool_strings") { Texts = [.. pool] });
    }

    // The operator's own weights are of single precision.
    private static string Weighted(GraphBuilder graph, string counts, WordMap map)
    {
        if (map.Rules.Weighting == WordWeighting.Count) return counts;
        if (map.Rules.Weighting == WordWeighting.Presence) return graph.ToDouble(graph.Add("Greater", [counts, graph.Number(0)]));
        var weighted = graph.Add("Mul", [counts, graph.Numbers([.. map.Weights], 1, map.Weights.Count)]);
        var norm = graph.Add("Sqrt", [graph.Add("ReduceSum", [graph.Add("Mul", [weighted, weighted]), graph.Integers(1)])]);
        // A row without words has a norm of 0 and stays 0.
        return graph.Add("Where", [graph.Add("Greater", [norm, graph.Number(0)]), graph.Add("Div", [weighted, norm]), weighted]);
    }
}
