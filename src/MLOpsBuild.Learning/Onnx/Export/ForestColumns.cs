using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>
/// The columns that trees compare: first the model's inputs, texts as the numbers of their categories, and behind them one for each set of categories that a
/// cut asks for. The operator has no cuts by sets in the version that is written.
/// </summary>
internal sealed class ForestColumns(GraphBuilder graph, IReadOnlyList<(string Column, CategoryEncoding? Categories)> inputs)
{
    private readonly List<(int Feature, BinSet Set)> _sets = [];
    private readonly Dictionary<(int Feature, BinSet Set), int> _places = [];

    /// <summary>The place of the column of a set.</summary>
    public int PlaceOf(int feature, BinSet set)
    {
        if (_places.TryGetValue((feature, set), out var place)) return place;
        place = inputs.Count + _sets.Count;
        _places.Add((feature, set), place);
        _sets.Add((feature, set));
        return place;
    }

    /// <summary>The columns' values, to be put beside one another.</summary>
    public IReadOnlyList<string> Values()
    {
        var values = new List<string>();
        foreach (var (column, categories) in inputs)
        {
            values.Add(categories is null ? column : graph.LookUp(column, categories.Categories, [.. categories.Values, double.NaN, categories.Prior], 1));
        }

        // Sets in the order of their places: each run of one input's is one look-up.
        for (var first = 0; first < _sets.Count;)
        {
            var end = first;
            while (end < _sets.Count && _sets[end].Feature == _sets[first].Feature) end++;
            values.Add(Sets(_sets[first].Feature, [.. _sets[first..end].Select(s => s.Set)]));
            first = end;
        }

        return values;
    }

    // A missing text and one without a place have no side of their own: NaN, which goes where the node sends it.
    private string Sets(int feature, BinSet[] sets)
    {
        var categories = inputs[feature].Categories!.Categories;
        var rows = Enumerable.Range(0, categories.Length + 2)
            .SelectMany(place => sets.Select(set => place >= categories.Length ? double.NaN : set.Has(place) ? 0.0 : 1));
        return graph.LookUp(inputs[feature].Column, categories, [.. rows], sets.Length);
    }
}
