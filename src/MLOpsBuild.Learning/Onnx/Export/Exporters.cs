using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>What writes each kind of model as operations: a new kind is one line here and one file beside.</summary>
internal static class Exporters
{
    private static readonly SortedDictionary<string, Func<ITrainedModel, ExportScope, string>> Formats = new(StringComparer.Ordinal)
    {
        [PriorModel.FormatName] = Of<FittedPrior>(PriorExporter.Export),
        [LogisticRegression.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [RidgeRegression.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [BoostedTrees.FormatName] = Of<BoostedTreesModel>(BoostedTreesExporter.Export),
    };

    /// <summary>Adds a model to a graph and returns the value of its predictions: doubles of [rows, outputs].</summary>
    /// <exception cref="NotSupportedException">It can not be expressed; the message says why.</exception>
    public static string Export(ITrainedModel model, ExportScope scope) => Formats.TryGetValue(model.Format, out var export)
        ? export(model, scope)
        : throw new NotSupportedException($"A model of the format '{model.Format}' has no form in ONNX; these have: {string.Join(", ", Formats.Keys)}.");

    private static Func<ITrainedModel, ExportScope, string> Of<TModel>(Func<TModel, ExportScope, string> export)
        where TModel : ITrainedModel => (model, scope) => model is TModel known
            ? export(known, scope)
            : throw new NotSupportedException($"A {model.GetType().Name} calls itself '{model.Format}' and is not this library's.");
}
