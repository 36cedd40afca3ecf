using System.Globalization;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>On which days of the training window trials learn and on which they are measured. The evaluation window is never looked at.</summary>
/// <remarks>
/// Days are whole, and a fold is always measured on days that come after those it learned from: rows of one day are not independent, and a model of yesterday is used tomorrow.
/// With k folds the window's days are divided into k + 1 equal parts; fold i learns from the first i parts and is measured on the next.
/// </remarks>
/// <param name="Folds">The number of folds, 2 to 100; null with a hold-out.</param>
/// <param name="HoldOut">The share of the days, the newest, to measure on, above 0 and below 1; null with folds.</param>
/// <param name="GapDays">Days left out between the two, 0 to 10 000: as many as a label needs to become known.</param>
public sealed record ValidationPlan(int? Folds = null, double? HoldOut = null, int GapDays = 0)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal string? Problem => (Folds, HoldOut, GapDays) switch
    {
        (null, null, _) or (not null, not null, _) => "validation needs either \"folds\" or \"holdOut\".",
        ( < 2 or > 100, _, _) => "validation.folds must be from 2 to 100; for one part to measure on, use \"holdOut\".",
        (_, <= 0 or >= 1 or double.NaN, _) => "validation.holdOut must be above 0 and below 1.",
        (_, _, < 0 or > 10_000) => "validation.gapDays must be from 0 to 10000.",
        _ => null,
    };

    /// <summary>The folds of some rows.</summary>
    /// <exception cref="ConfigurationException">The rows have too few days.</exception>
    internal IReadOnlyList<TimeFold> Divide(RowSelection rows)
    {
        var (first, last) = Days(rows);
        var days = (last - first).Days + 1;
        int[] ends = HoldOut is { } share
            ? [days - (int)Math.Ceiling(share * days), days]
            : [.. Enumerable.Range(1, Folds!.Value + 1).Select(i => (int)((long)days * i / (Folds.Value + 1)))];
        var folds = new List<TimeFold>();
        for (var i = 0; i + 1 < ends.Length; i++)
        {
            var learned = ends[i] - GapDays;
            if (learned < 1 || ends[i + 1] <= ends[i]) throw new ConfigurationException($"The training window {rows.Window} has {days} days: too few for {this}.");
            folds.Add(new TimeFold($"fold-{i + 1}", Range(first, 0, learned), Range(first, ends[i], ends[i + 1])));
        }

        return folds;
    }

    /// <summary>The first and the last day of some rows.</summary>
    internal static (DateTime First, DateTime Last) Days(RowSelection rows)
    {
        var from = rows.Partitions.Min(p => p.From)?.Date;
        var to = rows.Partitions.Max(p => p.To)?.Date;
        if (from is null || to is null) throw new ConfigurationException($"The window {rows.Window} has no times: trials are measured on later days than they learn from.");
        return (rows.Window.FirstDay is { } start && start > from ? start : from.Value, rows.Window.LastDay is { } end && end < to ? end : to.Value);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(HoldOut is { } share ? $"a hold-out of {share}" : $"{Folds} folds")}{(GapDays > 0 ? $" with a gap of {GapDays} days" : "")}");

    private static Window Range(DateTime first, int from, int before) =>
        Window.Parse(string.Create(CultureInfo.InvariantCulture, $"{first.AddDays(from):yyyy-MM-dd}..{first.AddDays(before - 1):yyyy-MM-dd}"));
}

/// <summary>Days to learn from and later days to measure on.</summary>
/// <param name="Name"><c>fold-1</c>.</param>
/// <param name="Learn">The days to learn from.</param>
/// <param name="Measure">The days to measure on.</param>
public sealed record TimeFold(string Name, Window Learn, Window Measure);
