namespace MLOpsBuild.Learning.Transforms;

/// <summary>Keeps the columns that matter to a model, by its <see cref="ITrainedModel.Importance"/>.</summary>
/// <param name="trainer">Makes the model, on the training rows as they are at this place of the chain.</param>
public sealed class SelectionByImportance(ITrainer trainer) : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "selection-by-importance";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>Makes the model.</summary>
    public ITrainer Trainer { get; } = trainer;

    /// <summary>At most so many columns stay, at least 1; the first of equals. Default: all.</summary>
    public int Most { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(Most)); } = int.MaxValue;

    /// <summary>The least share of the importance that lets a column stay, 0 to 1. Default 0.01.</summary>
    public double LeastShare { get; init => field = Check.Within(value, 0, 1, nameof(LeastShare)); } = 0.01;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The trainer refuses the rows, its model says no importance, or no column stays.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        var model = Trainer.Train(set, options, cancellationToken);
        if (model.Importance.Count != model.Inputs.Count) throw new ArgumentException($"A model of '{Trainer.Name}' does not say how important its inputs are.", nameof(set));
        var kept = model.Inputs.Select((input, i) => (input.Name, Share: model.Importance[i]))
            .Where(i => i.Share >= LeastShare).OrderByDescending(i => i.Share).Take(Most).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        return FittedSelection.Fit(Name, set.Features, [.. Inputs.OfAnyType(set.Features).Where(i => !kept.Contains(i.Name))]);
    }
}
