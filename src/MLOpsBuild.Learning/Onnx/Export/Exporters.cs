using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>What writes each kind of model as operations: a new kind is one line here and one file beside.</summary>
internal static class Exporters
{
    private static readonly SortedDictionary<string, Func<ITrainedModel, ExportScope, string>> Formats = new(StringComparer.Ordinal)
    {
        [Averaging.FormatName] = Of<CombinedModel>(EnsembleExporter.Export),
        [BoostedTrees.FormatName] = Of<BoostedTreesModel>(ForestExporter.Export),
        [ElasticNet.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [ExtraTrees.FormatName] = Of<BoostedTreesModel>(ForestExporter.Export),
        [IsolationForest.FormatName] = Of<IsolationModel>(IsolationExporter.Export),
        [Lasso.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [LogisticRegression.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [MultinomialRegression.FormatName] = Of<MultinomialModel>(LinearExporter.Export),
        [OnlineLinear.FormatName] = Of<OnlineModel>(LinearExporter.Export),
        [PriorModel.FormatName] = Of<FittedPrior>(PriorExporter.Export),
        [RandomForest.FormatName] = Of<BoostedTreesModel>(ForestExporter.Export),
        [RidgeRegression.FormatName] = Of<LinearModel>(LinearExporter.Export),
        [Stacking.FormatName] = Of<StackedModel>(EnsembleExporter.Export),
        [TransformedTrainer.FormatName] = Of<TransformedModel>(TransformedExporter.Export),
        [Voting.FormatName] = Of<CombinedModel>(EnsembleExporter.Export),
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
