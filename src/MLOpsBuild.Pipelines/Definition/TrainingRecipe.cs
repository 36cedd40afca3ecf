using System.Reflection;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>How a pipeline makes its model of rows, so that a search for parameters can do the same with parts of them.</summary>
/// <param name="Rows">The rows that the pipeline trains on.</param>
/// <param name="Train">Makes a model of some of them.</param>
internal sealed record TrainingRecipe(RowSelection Rows, Func<StepContext, Table, CancellationToken, Task<ITrainedModel>> Train)
{
    /// <summary>What it reads beside rows.</summary>
    public IReadOnlyList<StepInput> Inputs { get; init; } = [];

    /// <summary>Every setting that decides the model, beside the rows.</summary>
    public required SortedDictionary<string, string> Parameters { get; init; }

    /// <summary>Types whose code decides the model.</summary>
    public IReadOnlyList<Type> Types { get; init; } = [];

    /// <summary>Methods whose code decides the model.</summary>
    public IReadOnlyList<MethodBase> Methods { get; init; } = [];

    /// <summary>Training by a trainer.</summary>
    public static TrainingRecipe Of(ITrainer trainer, RowSelection rows)
    {
        Func<StepContext, Table, CancellationToken, Task<ITrainedModel>> train = (context, table, stop) =>
            Task.FromResult(trainer.Train(rows.Set(table), new TrainingOptions(context.Threads), stop));
        var parameters = ParameterTexts.Of(trainer);
        parameters["trainer"] = trainer.Name;
        if (rows.Features.Label.Classes.Count > 0) parameters["classes"] = string.Join(", ", rows.Features.Label.Classes);
        return new TrainingRecipe(rows, train) { Parameters = parameters, Types = [trainer.GetType()], Methods = [train.Method] };
    }
}
