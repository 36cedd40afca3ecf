namespace MLOpsBuild.Learning.Ensembles;

/// <summary>The weighted mean of what several trainers' models predict: numbers, or the probabilities of classes.</summary>
/// <remarks>A model to go on from is an average of as many members, each of which goes on from its own.</remarks>
/// <param name="members">At least one; all learn from the same rows and must learn the same task.</param>
/// <param name="weights">How much each member counts, positive; null when all count the same.</param>
public sealed class Averaging(IReadOnlyList<ITrainer> members, IReadOnlyList<double>? weights = null) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "averaging";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The trainers.</summary>
    public IReadOnlyList<ITrainer> Members { get; } = [.. members];

    /// <summary>How much each counts.</summary>
    public IReadOnlyList<double> Weights { get; } = weights is null ? [.. members.Select(_ => 1.0)] : [.. weights];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no member, a weight is not positive, a member refuses the rows, or the members do not predict the same.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (Weights.Count != Members.Count || !Weights.All(w => w > 0 && double.IsFinite(w))) throw new ArgumentException("Each member needs a positive weight.", nameof(set));
        return new CombinedModel(FormatName, MemberModels.Train(FormatName, Members, set, options, cancellationToken), [.. Weights]);
    }
}
