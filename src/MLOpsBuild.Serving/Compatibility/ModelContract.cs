using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>What callers of the accepted model rely on.</summary>
/// <param name="Inputs">What a record to predict for carries.</param>
/// <param name="Features">The model's inputs; may change freely.</param>
/// <param name="Events">The events that are posted.</param>
/// <param name="Task">What a score means.</param>
public sealed record ModelContract(IReadOnlyList<Field> Inputs, IReadOnlyList<Field> Features, IReadOnlyList<EventKind> Events, LearningTask Task)
{
    /// <summary>The names of the classes in the order of the outputs; empty for a task without classes.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}
