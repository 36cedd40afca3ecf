using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Transforms of numbers.</summary>
internal static class NumberExporters
{
    public static IReadOnlyList<string> Scale(ScalingMap map, ModelInput input, ExportScope scope)
    {
        var graph = scope.Graph;
        return [graph.Add("Div", [graph.Add("Sub", [scope[input], graph.Number(map.Offset)]), graph.Number(map.Spread)])];
    }

    // Comparisons with NaN do not hold, so that missing values stay; the operator Clip does not promise that.
    public static IReadOnlyList<string> Clip(ClippingMap map, ModelInput input, ExportScope scope)
    {
        var graph = scope.Graph;
        var (low, high) = (graph.Number(map.Low), graph.Number(map.High));
        var fromBelow = graph.Add("Where", [graph.Add("Less", [scope[input], low]), low, scope[input]]);
        return [graph.Add("Where", [graph.Add("Greater", [scope[input], high]), high, fromBelow])];
    }

    // The bin is the number of cuts that are not above the value.
    public static IReadOnlyList<string> Bins(BinningMap map, ModelInput input, ExportScope scope)
    {
        var graph = scope.Graph;
        var isMissing = graph.Add("IsNaN", [scope[input]]);
        var bin = map.Cuts.Count == 0
            ? graph.Number(0)
            : graph.Add("ReduceSum", [graph.ToDouble(graph.Add("GreaterOrEqual", [scope[input], graph.Numbers([.. map.Cuts], 1, map.Cuts.Count)])), graph.Integers(1)]);
        if (!map.AsText) return [graph.Add("Where", [isMissing, graph.Number(double.NaN), bin])];
        var places = graph.Cast(graph.Add("Where", [isMissing, graph.Number(map.Cuts.Count + 1), bin]), ElementType.Int64);
        var names = graph.Texts([.. Enumerable.Range(0, map.Cuts.Count + 1).Select(i => $"bin {i}"), ""]);
        return [graph.Add("Gather", [names, places], GraphBuilder.Integer("axis", 0))];
    }

    public static IReadOnlyList<string> Impute(ImputationMap map, ModelInput input, ExportScope scope)
    {
        var graph = scope.Graph;
        var isMissing = input.IsText() ? graph.IsEmpty(scope[input]) : graph.IsNotFinite(scope[input]);
        var value = input.IsText() ? graph.Filled(scope[input], map.Text) : graph.Add("Where", [isMissing, graph.Number(map.Number), scope[input]]);
        return map.Indicator ? [value, graph.ToDouble(isMissing)] : [value];
    }

    public static void Products(FittedInteractions pairs, ExportScope scope, Dictionary<string, string> columns)
    {
        foreach (var (pair, output) in pairs.Pairs.Zip(pairs.Outputs))
        {
            columns.Add(output.Name, pair.First.IsText() ? scope.Graph.Crossing(scope[pair.First], scope[pair.Second]) : scope.Graph.Add("Mul", [scope[pair.First], scope[pair.Second]]));
        }
    }

    public static void Project(FittedProjection projection, ExportScope scope, Dictionary<string, string> columns)
    {
        var graph = scope.Graph;
        var components = projection.Components;
        var (width, count) = (components.Means.Count, components.Directions.Count);
        var centred = graph.Add("Sub", [graph.Beside([.. projection.Inputs.Select(i => scope[i])]), graph.Numbers([.. components.Means], 1, width)]);
        var turned = Enumerable.Range(0, width).SelectMany(i => components.Directions.Select(d => d[i]));
        var places = graph.Add("MatMul", [centred, graph.Numbers([.. turned], width, count)]);
        double[] deviations = [.. components.Variances.Select(Math.Sqrt).Select(d => d > 0 ? d : 1)];
        if (projection.Whiten) places = graph.Add("Div", [places, graph.Numbers(deviations, 1, count)]);
        foreach (var input in projection.Inputs) columns.Remove(input.Name);
        for (var i = 0; i < count; i++) columns.Add(projection.Outputs[i].Name, graph.Column(places, i, count));
    }
}
