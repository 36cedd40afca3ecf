using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>A chain of transforms and the model behind it.</summary>
internal static class TransformedExporter
{
    public static string Export(TransformedModel model, ExportScope scope)
    {
        foreach (var transform in model.Chain.Transforms) scope = scope.With(TransformExporters.Export(transform, scope));
        return Exporters.Export(model.Model, scope);
    }
}
