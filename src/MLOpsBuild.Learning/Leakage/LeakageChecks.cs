using System.Globalization;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Leakage;

/// <summary>Looks for knowledge of the test in the training, across a split.</summary>
public static class LeakageChecks
{
    /// <summary>All checks of one split.</summary>
    /// <param name="rows">All rows, with the features and the columns that the options name.</param>
    /// <param name="target">The target of each row; empty for a task without one.</param>
    /// <param name="fold">Which rows are learned from and which tested on.</param>
    /// <param name="task">The kind of target.</param>
    /// <param name="options">What to check.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the time column is none.</exception>
    /// <exception cref="KeyNotFoundException">A named column does not exist.</exception>
    public static LeakageResult Find(Table rows, double[] target, Fold fold, LearningTask task, LeakageOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(options);
        var hasTarget = task != LearningTask.Clustering && target.Length > 0;
        if (hasTarget && target.Length != rows.RowCount) throw new ArgumentException($"There are {target.Length} targets for {rows.RowCount} rows.", nameof(target));
        var others = options.Identifiers.Append(options.Time);
        Column[] features = [.. (options.Features ?? [.. rows.Columns.Select(c => c.Name).Where(name => !others.Contains(name))]).Select(name => rows[name])];
        FeatureScore[] scores = [.. features.Where(_ => hasTarget).Select(c => new FeatureScore(c.Name, SingleFeature.Score(c, target, fold, task)))
            .OrderByDescending(s => s.Score ?? -1).ThenBy(s => s.Column, StringComparer.Ordinal)];
        LeakageFinding?[] findings =
        [
            Duplicates(features, target, fold, options),
            .. options.Identifiers.Select(name => Shared(rows[name], fold)),
            options.Time is { } time ? Order(rows[time], fold, options.Gap) : null,
            .. scores.Select(s => Leak(s, fold, options.MostScore)),
        ];
        return new LeakageResult([.. findings.OfType<LeakageFinding>()], scores);
    }

    private static LeakageFinding? Duplicates(Column[] features, double[] target, Fold fold, LeakageOptions options)
    {
        if (features.Length == 0) return null;
        var keys = RowKeys.Of(features, features[0].Count);
        var first = new Dictionary<int, int>();
        foreach (var row in fold.Train) first.TryAdd(keys[row], row);
        int[] found = [.. fold.Test.Where(row => first.ContainsKey(keys[row]))];
        if (found.Length <= options.MostDuplicates * fold.Test.Length) return null;
        var same = target.Length == 0 ? 0 : found.Count(row => target[row] == target[first[keys[row]]]);
        return Finding(
            LeakageKind.DuplicateRows, null, found.Length, fold,
            $"{found.Length} test rows have the features of a training row ({same} also its target), at most {Percent(options.MostDuplicates)} may; "
            + $"row {found[0]} is training row {first[keys[found[0]]]}");
    }

    private static LeakageFinding? Shared(Column column, Fold fold)
    {
        var keys = RowKeys.Of(column);
        var trained = fold.Train.Where(row => !column.IsMissing(row)).Select(row => keys[row]).ToHashSet();
        int[] found = [.. fold.Test.Where(row => !column.IsMissing(row) && trained.Contains(keys[row]))];
        if (found.Length == 0) return null;
        var values = found.Select(row => keys[row]).Distinct().Count();
        return Finding(LeakageKind.SharedIdentifiers, column.Name, found.Length, fold,
            $"{values} values of '{column.Name}' are on both sides, in {found.Length} test rows; none may be; one is '{column[found[0]]}' at row {found[0]}");
    }

    private static LeakageFinding? Order(Column column, Fold fold, TimeSpan gap)
    {
        if (column is not TimeColumn times) throw new ArgumentException($"Column '{column.Name}' is {column.Type} and not a time.", nameof(column));
        int[] trained = [.. fold.Train.Where(row => !times.IsMissing(row))];
        if (trained.Length == 0) return null;
        var last = trained.Max(row => times.Values[row]);
        int[] found = [.. fold.Test.Where(row => !times.IsMissing(row) && (times.Values[row] <= last || times.Values[row] - last < gap))];
        if (found.Length == 0) return null;
        var by = gap > TimeSpan.Zero ? $" by {gap:c}" : "";
        return Finding(
            LeakageKind.TimeOrder, column.Name, found.Length, fold,
            $"{found.Length} test rows are not later than the last training row ({Cell.Of(last)}){by}; none may be so; row {found[0]} is of {column[found[0]]}");
    }

    private static LeakageFinding? Leak(FeatureScore score, Fold fold, double most) => score.Score is { } value && value >= most
        ? Finding(LeakageKind.TargetInFeature, score.Column, fold.Test.Length, fold,
            $"'{score.Column}' alone predicts the target with a score of {Text(value)}, below {Text(most)} is allowed; look whether it is known before the target")
        : null;

    private static LeakageFinding Finding(LeakageKind kind, string? column, int rows, Fold fold, string evidence) =>
        new(kind, column, rows, (double)rows / fold.Test.Length, evidence);

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
