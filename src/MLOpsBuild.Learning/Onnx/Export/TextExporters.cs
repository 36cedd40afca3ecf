using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Transforms of texts: each is a table that has a row for every known category, one for a missing text and one for any other.</summary>
internal static class TextExporters
{
    public static IReadOnlyList<string> Ordinal(OrdinalMap map, ModelInput input, ExportScope scope) =>
        [scope.Graph.LookUp(scope[input], map.Categories, [.. Enumerable.Range(0, map.Categories.Count).Select(i => (double)i), double.NaN, double.NaN], 1)];

    public static IReadOnlyList<string> Target(TargetMap map, ModelInput input, ExportScope scope)
    {
        var table = Enumerable.Range(0, map.Categories.Count + 2).SelectMany(place => map.Values.Select(values => values[place]));
        return scope.Graph.Split(scope.Graph.LookUp(scope[input], map.Categories, [.. table], map.Values.Count), map.Values.Count);
    }

    public static IReadOnlyList<string> OneHot(OneHotMap map, ModelInput input, ExportScope scope)
    {
        var graph = scope.Graph;
        var width = map.Outputs(input).Count();
        var rare = map.Rare.Count > 0 ? map.Kept.Count : -1;
        var places = Enumerable.Range(0, map.Kept.Count).Concat(map.Rare.Select(_ => rare)).ToList();
        places.Add(map.HasMissing ? width - 1 : -1);
        // Without a row for other texts the look-up fails on them, which is how a graph refuses.
        if (map.Unseen != UnseenCategory.Refuse) places.Add(map.Unseen == UnseenCategory.Rare ? rare : -1);
        double[] table = [.. places.SelectMany(place => Enumerable.Range(0, width).Select(c => c == place ? 1.0 : 0))];
        return width == 0 ? [] : graph.Split(graph.LookUp(scope[input], [.. map.Kept, .. map.Rare], table, width), width);
    }
}
