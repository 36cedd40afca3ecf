using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Columns of texts. Some have no texts of their own in the graph: what is asked of them follows from the columns that they are made of.</summary>
internal sealed partial class GraphBuilder
{
    // Operators on texts came with this version.
    private const long TextVersion = 20;

    private readonly Dictionary<string, DerivedText> _derived = new(StringComparer.Ordinal);

    /// <summary>The column of the pairs of two columns' texts; missing where either is.</summary>
    public string Crossing(string first, string second) => Derived(new CrossedText(this, first, second));

    /// <summary>The column with a text in the place of missing ones.</summary>
    public string Filled(string column, string text) =>
        _derived.ContainsKey(column) ? Derived(new FilledText(this, column, text)) : Add("Where", [IsEmpty(column), Texts(text), column]);

    /// <summary>Whether each text is the empty one, which stands for a missing one.</summary>
    public string IsEmpty(string texts)
    {
        if (_derived.TryGetValue(texts, out var derived)) return Add("Equal", [derived.Codes([]), Integers(0)]);
        var empty = AddMl("LabelEncoder", [texts], new OnnxAttribute("keys_strings") { Texts = [""] }, new OnnxAttribute("values_int64s") { Integers = [1] }, Integer("default_int64", 0));
        return Cast(empty, ElementType.Bool);
    }

    /// <summary>
    /// Texts as numbers of a list: the place of a known text, their count for the empty text, which stands for a missing one, and one more for any other.
    /// </summary>
    public string Codes(string column, IReadOnlyList<string> known)
    {
        if (_derived.TryGetValue(column, out var derived)) return derived.Codes(known);
        if (known.Contains("")) throw new NotSupportedException("A text column has the empty text as a category, which stands for a missing value in ONNX.");
        return AddMl(
            "LabelEncoder",
            [column],
            new OnnxAttribute("keys_strings") { Texts = [.. known, ""] },
            new OnnxAttribute("values_int64s") { Integers = [.. Enumerable.Range(0, known.Count + 1).Select(i => (long)i)] },
            Integer("default_int64", known.Count + 1));
    }

    /// <summary>
    /// What a table has for each text of a column: a row for each known one, one for a missing text and one for any other; <paramref name="width"/> columns.
    /// </summary>
    public string LookUp(string column, IReadOnlyList<string> known, double[] table, int width)
    {
        var rows = Add("Reshape", [Codes(column, known), Integers(-1)]);
        return Add("Gather", [Numbers(table, table.Length / width, width), rows], Integer("axis", 0));
    }

    /// <summary>Texts with another behind each.</summary>
    public string Append(string texts, string end)
    {
        MainVersion = TextVersion;
        return Add("StringConcat", [texts, Texts(end)]);
    }

    /// <summary>The parts of each text, along a new last axis that is filled up with empty texts.</summary>
    public string Parts(string texts, string separator)
    {
        MainVersion = TextVersion;
        var (parts, counts) = (Reserve($"v{_nodes.Count}"), Reserve($"v{_nodes.Count}_counts"));
        _nodes.Add(new OnnxNode("StringSplit", OnnxFile.Main, [texts], [parts, counts], [new OnnxAttribute("delimiter") { Text = separator }]));
        return parts;
    }

    /// <summary>The places of a row's numbers in ascending order, of equals in theirs; <paramref name="width"/> is how many there are.</summary>
    public string Order(string numbers, string width)
    {
        var (sorted, places) = (Reserve($"v{_nodes.Count}_sorted"), Reserve($"v{_nodes.Count}"));
        _nodes.Add(new OnnxNode("TopK", OnnxFile.Main, [numbers, width], [sorted, places], [Integer("axis", 1), Integer("largest", 0), Integer("sorted", 1)]));
        return places;
    }

    private string Derived(DerivedText text)
    {
        var name = Reserve("derived");
        _derived.Add(name, text);
        return name;
    }

    private string WithText(string input) => _derived.ContainsKey(input)
        ? throw new NotSupportedException("The words of crossed texts have no form in ONNX: a crossing can only be a category there.")
        : input;
}
