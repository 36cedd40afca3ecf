using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Cli.Commands;

/// <summary>One figure of one column on both sides.</summary>
/// <param name="Column">The column.</param>
/// <param name="Figure">What is counted.</param>
/// <param name="Before">As it was; null when there was none.</param>
/// <param name="After">As it is; null when there is none.</param>
internal sealed record ColumnFigure(string Column, string Figure, double? Before, double? After);

/// <summary>The figures of columns that differ between two sides, from the partitions' profiles.</summary>
internal static class ColumnFigures
{
    public static IReadOnlyList<ColumnFigure> Of(CommandCall call, LockedData? before, LockedData? after, CancellationToken cancellationToken)
    {
        try
        {
            return Between(ProfileOf(before, cancellationToken), ProfileOf(after, cancellationToken));
        }
        catch (Exception problem) when (problem is ContentMissingException or ArgumentException)
        {
            call.Note($"! Figures of columns are left out: {problem.Message}");
            return [];
        }
    }

    private static Profile? ProfileOf(LockedData? data, CancellationToken cancellationToken) => data is null ? null : Profile.MergeAll(data.Profiles(data.Dataset.Partitions, cancellationToken));

    private static List<ColumnFigure> Between(Profile? before, Profile? after)
    {
        var figures = new List<ColumnFigure>();
        var names = (before?.Columns.Keys ?? []).Union(after?.Columns.Keys ?? []).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (old, now) = (before?.Columns.GetValueOrDefault(name), after?.Columns.GetValueOrDefault(name));
            foreach (var (figure, value) in Figures)
            {
                var (was, @is) = (old is null ? null : value(old), now is null ? null : value(now));
                if (was != @is) figures.Add(new ColumnFigure(name, figure, was, @is));
            }
        }

        return figures;
    }

    private static IEnumerable<(string Name, Func<ColumnProfile, double?> Value)> Figures =>
    [
        ("values", c => c.Count),
        ("missing", c => c.Missing),
        ("distinct", c => c.Distinct),
        ("mean", c => c.Mean),
        ("deviation", c => c.StandardDeviation),
        ("least", c => c.Min),
        ("median", c => c.Quantile(0.5)),
        ("greatest", c => c.Max),
    ];
}
