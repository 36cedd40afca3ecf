namespace MLOpsBuild.Learning.Tuning;

/// <summary>A learning method that an automatic search may choose.</summary>
/// <param name="Name">Its name among the candidates.</param>
/// <param name="Parameters">What can be searched about it; may be empty. Conditions refer to one another by these names.</param>
/// <param name="Default">The values that are tried first.</param>
/// <param name="Create">Makes the trainer with chosen values.</param>
public sealed record TrainerCandidate(string Name, IReadOnlyList<Dimension> Parameters, ParameterValues Default, Func<LearningTask, ParameterValues, ITrainer> Create)
{
    /// <summary>The tasks it can learn.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }
}

/// <summary>A way of preparing features that an automatic search may put before a trainer.</summary>
/// <param name="Name">Its name among the preparations.</param>
/// <param name="Before">The trainer that prepares first and then trains.</param>
public sealed record Preparation(string Name, Func<ITrainer, ITrainer> Before)
{
    /// <summary>The features as they are.</summary>
    public static Preparation None { get; } = new("none", trainer => trainer);
}
