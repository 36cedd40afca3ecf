using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>Measures a trainer on rows that it did not learn from, fold by fold.</summary>
public static class CrossValidation
{
    /// <summary>The loss (see <see cref="TaskMetrics.Loss"/>) on each fold's test rows of a model trained on its training rows. One fold is a hold-out.</summary>
    /// <param name="trainer">The method with its settings.</param>
    /// <param name="set">All rows; its validation rows and starting model are left aside, for they may hold test rows.</param>
    /// <param name="folds">At least one; none may be empty.</param>
    /// <param name="options">How trainings run.</param>
    /// <param name="rowShare">The share of each fold's training rows to learn from, above 0 and at most 1; whole groups where there are groups.</param>
    /// <param name="seed">Chooses those rows: of two shares, the smaller one's are among the larger one's.</param>
    /// <param name="cancellationToken">Ends it between folds and within trainings.</param>
    /// <exception cref="ArgumentException">There is no fold, or one has no row to learn from or to measure on.</exception>
    public static double[] Losses(
        ITrainer trainer,
        TrainingSet set,
        IReadOnlyList<Fold> folds,
        TrainingOptions options,
        double rowShare = 1,
        ulong seed = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0) throw new ArgumentException("There is no fold to measure on.", nameof(folds));
        var losses = new double[folds.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (train, test) = folds[i];
            if (train.Length == 0 || test.Length == 0) throw new ArgumentException($"Fold {i + 1} has {train.Length} rows to learn from and {test.Length} to measure on.", nameof(folds));
            var rows = Part(train, set.Groups, rowShare, seed);
            var model = trainer.Train(Take(set, rows), options, cancellationToken);
            losses[i] = TaskMetrics.Loss(model.Task, model.Predict(set.Features.Take(test)), Array.ConvertAll(test, row => set.Target[row]), set.Groups is { } groups ? Array.ConvertAll(test, row => groups[row]) : null);
        }

        return losses;
    }

    /// <summary>Some rows of a set, without validation rows and starting model.</summary>
    internal static TrainingSet Take(TrainingSet set, int[] rows) => new(set.Features.Take(rows), Array.ConvertAll(rows, row => set.Target[row]))
    {
        Weights = set.Weights is { } weights ? Array.ConvertAll(rows, row => weights[row]) : null,
        Groups = set.Groups is { } groups ? Array.ConvertAll(rows, row => groups[row]) : null,
        Classes = set.Classes,
    };

    /// <summary>A share of some rows, in their order: the first of a random order that depends on nothing but the seed and the number of rows (or groups).</summary>
    public static int[] Part(int[] rows, int[]? groups, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!(share is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of rows must be above 0 and at most 1.");
        if (share == 1) return rows;
        var units = groups is null ? rows : [.. rows.Select(row => groups[row]).Distinct()];
        var order = Enumerable.Range(0, units.Length).ToArray();
        new SeededRandom(seed).Shuffle<int>(order);
        var chosen = order.Take(Math.Max(1, (int)Math.Ceiling(share * units.Length))).Order().Select(i => units[i]);
        if (groups is null) return [.. chosen];
        var kept = chosen.ToHashSet();
        return [.. rows.Where(row => kept.Contains(groups[row]))];
    }
}
