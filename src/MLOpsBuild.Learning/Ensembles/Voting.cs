namespace MLOpsBuild.Learning.Ensembles;

/// <summary>The share of several trainers' models that vote for a class: for each row, each votes for the class it holds most probable, the first of equals.</summary>
/// <remarks>For binary and multiclass tasks; a binary model votes for 1 from a probability of 0.5. <see cref="Averaging"/> is the vote that weighs probabilities.</remarks>
/// <param name="members">At least one; all learn from the same rows and must learn the same task.</param>
public sealed class Voting(IReadOnlyList<ITrainer> members) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "voting";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The trainers.</summary>
    public IReadOnlyList<ITrainer> Members { get; } = [.. members];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no member, a member refuses the rows, or the members do not predict the same classes.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        var models = MemberModels.Train(FormatName, Members, set, options, cancellationToken);
        return models[0].Task is LearningTask.Binary or LearningTask.Multiclass
            ? new CombinedModel(FormatName, models, [.. models.Select(_ => 1.0)])
            : throw new ArgumentException($"The members predict {models[0].Task}; only classes can be voted for.", nameof(set));
    }
}
