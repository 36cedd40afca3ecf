using MLOpsBuild.Learning;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>The trainers that the convergence tests compare.</summary>
public sealed record ConvergencePlan
{
    /// <summary>The method under test, as the pipeline uses it.</summary>
    public required ITrainer Trainer { get; init; }

    /// <summary>A linear model given the same features, as strong as it can be made.</summary>
    public required ITrainer Linear { get; init; }

    /// <summary>The method under test, set so that nothing keeps it from learning a small batch by heart.</summary>
    public required ITrainer Overfitting { get; init; }
}
