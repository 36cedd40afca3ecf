using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>A column of texts that the graph does not hold. All that a model asks of a text is which of the known ones it is.</summary>
internal abstract class DerivedText
{
    /// <summary>Texts as numbers: the place of a known text, their count for a missing one, and one more for any other.</summary>
    public abstract string Codes(IReadOnlyList<string> known);
}

/// <summary>
/// Pairs of texts. ONNX can join texts but not escape the separator in them, so that joined texts could be taken for one another; the pair of both columns'
/// codes can not. It also runs where operators on texts do not.
/// </summary>
internal sealed class CrossedText(GraphBuilder graph, string first, string second) : DerivedText
{
    public override string Codes(IReadOnlyList<string> known)
    {
        // A known text that is no crossing, such as one that fills gaps, is never met.
        var pairs = known.Select((text, place) => (Pair: FittedInteractions.PairOf(text), Place: place)).Where(p => p.Pair is not null).Select(p => (p.Pair!.Value.First, p.Pair.Value.Second, p.Place)).ToArray();
        string[] firsts = [.. pairs.Select(p => p.First).Distinct().Order(StringComparer.Ordinal)];
        string[] seconds = [.. pairs.Select(p => p.Second).Distinct().Order(StringComparer.Ordinal)];
        var width = seconds.Length + 2;
        var codes = new SortedDictionary<long, long>();
        for (var s = 0; s < width; s++) codes[firsts.Length * width + s] = known.Count;
        for (var f = 0; f < firsts.Length + 2; f++) codes[f * width + seconds.Length] = known.Count;
        foreach (var (one, other, place) in pairs)
        {
            codes.Add(Array.BinarySearch(firsts, one, StringComparer.Ordinal) * width + Array.BinarySearch(seconds, other, StringComparer.Ordinal), place);
        }

        var both = graph.Add("Add", [graph.Add("Mul", [graph.Codes(first, firsts), graph.Integers(width)]), graph.Codes(second, seconds)]);
        return graph.AddMl(
            "LabelEncoder",
            [both],
            new OnnxAttribute("keys_int64s") { Integers = [.. codes.Keys] },
            new OnnxAttribute("values_int64s") { Integers = [.. codes.Values] },
            GraphBuilder.Integer("default_int64", known.Count + 1));
    }
}

/// <summary>Such a column with a text in the place of missing ones.</summary>
internal sealed class FilledText(GraphBuilder graph, string column, string text) : DerivedText
{
    public override string Codes(IReadOnlyList<string> known)
    {
        var codes = graph.Codes(column, known);
        var place = known.ToList().IndexOf(text);
        return graph.Add("Where", [graph.Add("Equal", [codes, graph.Integers(known.Count)]), graph.Integers(place < 0 ? known.Count + 1 : place), codes]);
    }
}
