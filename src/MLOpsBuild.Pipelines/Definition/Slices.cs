using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Named parts of the evaluation rows, each of which gets metrics of its own.</summary>
/// <param name="Column">The feature that decides.</param>
/// <param name="Bounds">Band limits, ascending; empty for one slice per value.</param>
/// <param name="MinimumRows">Values with fewer rows than this make no slice: their intervals would say nothing.</param>
public sealed record Slice(string Column, IReadOnlyList<double> Bounds, int MinimumRows)
{
    /// <summary>Bands of a number: below the first bound, from each bound to the next, and from the last on.</summary>
    public static Slice Bands(string column, params IReadOnlyList<double> bounds) => new(column, bounds, 0);

    /// <summary>One slice per text that has enough rows.</summary>
    public static Slice Values(string column, int minimumRows) => new(column, [], minimumRows);

    /// <summary>All rows from a bound on: what the metrics are without the others.</summary>
    /// <param name="column">A number.</param>
    /// <param name="bound">The least value that belongs to it.</param>
    /// <param name="note">Why the others are left out; the report says it beside the metrics.</param>
    public static Slice AtLeast(string column, double bound, string note) => new(column, [bound], 0) { IsUpperOnly = true, Note = note };

    /// <summary>Why this slice is looked at; null when that goes without saying.</summary>
    public string? Note { get; private init; }

    /// <summary>True when what lies below the first bound makes no slice.</summary>
    public bool IsUpperOnly { get; private init; }

    /// <summary>The slices' names with the rows of each, in order of band or of value.</summary>
    public IEnumerable<(string Name, int[] Rows)> Split(Table rows) => Bounds.Count == 0 ? ByValue(rows) : ByBand(rows);

    /// <inheritdoc/>
    public override string ToString() =>
        Bounds.Count == 0 ? $"{Column} with {MinimumRows} rows" : $"{Column} {(IsUpperOnly ? "from" : "at")} {string.Join(' ', Bounds.Select(Text))}";

    private IEnumerable<(string Name, int[] Rows)> ByBand(Table rows)
    {
        var values = rows[Column].ToNumbers();
        for (var band = IsUpperOnly ? 1 : 0; band <= Bounds.Count; band++)
        {
            var low = band == 0 ? double.NegativeInfinity : Bounds[band - 1];
            var high = band == Bounds.Count ? double.PositiveInfinity : Bounds[band];
            var name = band == 0 ? $"{Column}<{Text(high)}"
                : band == Bounds.Count ? $"{Column}>={Text(low)}"
                : $"{Text(low)}<={Column}<{Text(high)}";
            yield return (name, [.. Enumerable.Range(0, values.Length).Where(row => values[row] >= low && values[row] < high)]);
        }
    }

    private IEnumerable<(string Name, int[] Rows)> ByValue(Table rows)
    {
        var column = rows[Column];
        return Enumerable.Range(0, column.Count)
            .Where(row => !column.IsMissing(row))
            .GroupBy(row => column[row].Text ?? Text(column[row].Number), StringComparer.Ordinal)
            .Where(group => group.Count() >= MinimumRows)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ($"{Column}={group.Key}", group.ToArray()));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>How a model is measured.</summary>
/// <param name="Slices">Parts with metrics of their own.</param>
/// <param name="Replicates">Bootstrap replicates for each interval; at least 100.</param>
/// <param name="Seed">The seed of the resampling.</param>
public sealed record EvaluationPlan(IReadOnlyList<Slice> Slices, int Replicates = 1000, ulong Seed = 20010401)
{
    /// <summary>The names of the metrics, from <see cref="Learning.Metrics.MetricNames.All"/> of the task; null for those that it is judged by unless others are named. Default null.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>The notes of the slices that have one, by the slice's name.</summary>
    public IReadOnlyDictionary<string, string> Notes(Table rows) => Slices.Where(s => s.Note is not null)
        .SelectMany(s => s.Split(rows), (slice, part) => (part.Name, slice.Note))
        .ToDictionary(s => s.Name, s => s.Note!, StringComparer.Ordinal);
}
