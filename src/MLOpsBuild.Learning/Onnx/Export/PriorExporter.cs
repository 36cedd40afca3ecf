namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>A constant, as many times as there are rows.</summary>
internal static class PriorExporter
{
    public static string Export(Baselines.FittedPrior model, ExportScope scope)
    {
        var graph = scope.Graph;
        if (model.Inputs.Count == 0) throw new NotSupportedException("A model without inputs has no rows in ONNX.");
        var shape = graph.Add("Shape", [scope[model.Inputs[0]]]);
        return graph.Add("Expand", [graph.Numbers([.. model.Values], 1, model.Outputs), shape]);
    }
}
