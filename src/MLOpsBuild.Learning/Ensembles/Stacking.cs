using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Ensembles;

/// <summary>A trainer that learns from what other trainers' models predict (Wolpert, 1992).</summary>
/// <remarks>
/// What it learns from is out of fold: a row's predictions come from models that were trained without the row's fold. The members that travel with the model are then trained on all rows.
/// Rows to validate on go through the members and are given to the final trainer.
/// </remarks>
/// <param name="members">At least one; all learn from the same rows and must learn the same task.</param>
/// <param name="final">Learns from columns <c>member 1</c> and so on, or with several classes <c>member 1: 0</c> and so on.</param>
public sealed class Stacking(IReadOnlyList<ITrainer> members, ITrainer final) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "stacking";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The trainers whose predictions are learned from.</summary>
    public IReadOnlyList<ITrainer> Members { get; } = [.. members];

    /// <summary>Learns from the predictions.</summary>
    public ITrainer Final { get; } = final;

    /// <summary>The number of folds, 2 to 1000. Default 5.</summary>
    public int Folds { get; init => field = Check.Within(value, 2, 1000, nameof(Folds)); } = 5;

    /// <summary>Deals the rows, or the groups of <see cref="TrainingSet.Groups"/>, into folds. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>True to give the final trainer the features too, behind the predictions. Default false.</summary>
    public bool WithFeatures { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A trainer refuses its rows, the members do not predict the same, one fold holds all rows, or there is a model to go on from.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Start is not null) throw new ArgumentException("Stacking can not go on from a model.", nameof(set));
        var models = MemberModels.Train(FormatName, Members, set, options, cancellationToken);
        var quiet = options with { Progress = null };
        var stacked = OutOfFold(set, models, quiet, cancellationToken);
        var inner = set with
        {
            Features = WithFeatures ? stacked.With(set.Features.Columns) : stacked,
            Validation = set.Validation is { } validation ? validation with { Features = StackedModel.Features(models, validation.Features, WithFeatures) } : null,
        };
        return new StackedModel(models, Final.Train(inner, quiet, cancellationToken), WithFeatures);
    }

    private Table OutOfFold(TrainingSet set, ITrainedModel[] models, TrainingOptions options, CancellationToken cancellationToken)
    {
        var foldOfRow = RowFolds.Of(set.Features.RowCount, Folds, Seed, set.Groups);
        var predictions = Array.ConvertAll(models, m => new double[foldOfRow.Length * m.Outputs]);
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] held = [.. Enumerable.Range(0, foldOfRow.Length).Where(row => foldOfRow[row] == fold)];
            int[] others = [.. Enumerable.Range(0, foldOfRow.Length).Where(row => foldOfRow[row] != fold)];
            if (held.Length == 0) continue;
            if (others.Length == 0) throw new ArgumentException("One fold holds all rows; give more rows or groups.", nameof(set));
            var rest = TrainingRows.Take(set, others, models[0]);
            for (var m = 0; m < models.Length; m++)
            {
                var predicted = Members[m].Train(rest, options, cancellationToken).Predict(set.Features.Take(held));
                var outputs = models[m].Outputs;
                for (var i = 0; i < held.Length; i++) predicted.AsSpan(i * outputs, outputs).CopyTo(predictions[m].AsSpan(held[i] * outputs));
            }
        }

        return new Table([.. models.SelectMany((m, i) => StackedModel.Columns(i, m.Outputs, predictions[i]))]);
    }
}
