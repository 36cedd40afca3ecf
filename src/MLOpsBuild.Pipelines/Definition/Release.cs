using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>What a pipeline offers for promotion: a model, the evidence about it, and what serving needs.</summary>
public sealed record Release
{
    /// <summary>The trained model.</summary>
    public required Artifact<ITrainedModel> Model { get; init; }

    /// <summary>Its metrics on the evaluation rows.</summary>
    public required Artifact<EvaluationResult> Evaluation { get; init; }

    /// <summary>Its prediction for every evaluation row, with target and block: what the next model is paired with.</summary>
    public required Artifact<Table> Predictions { get; init; }

    /// <summary>The convergence tests' verdict; null when the pipeline has none.</summary>
    public Artifact<GateResult>? Convergence { get; init; }

    /// <summary>The rows with their features.</summary>
    public required FeatureTable Features { get; init; }

    /// <summary>The part of them that the model was trained on.</summary>
    public required RowSelection TrainingRows { get; init; }

    /// <summary>The part of them that it was evaluated on.</summary>
    public required RowSelection EvaluationRows { get; init; }

    /// <summary>The method; null when an external program trains.</summary>
    public ITrainer? Trainer { get; init; }

    /// <summary>How metrics are computed.</summary>
    public required EvaluationPlan Plan { get; init; }

    /// <summary>Everything that a finished run has.</summary>
    public IReadOnlyList<Artifact> All => [Model, Evaluation, .. Convergence is null ? [] : (Artifact[])[Convergence], .. Features.Dataset.Validations];
}
