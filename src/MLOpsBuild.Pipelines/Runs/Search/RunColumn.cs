using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>Something that runs are found and sorted by.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Of">Its value in a run: a number, a text or a time; null when the run has none.</param>
internal sealed record RunColumn(string Name, ColumnType Type, Func<RunSummary, object?> Of)
{
    /// <summary>The facts that every run has.</summary>
    public static IReadOnlyList<RunColumn> Facts { get; } =
    [
        Text("run", r => r.Id),
        Text("pipeline", r => r.Pipeline),
        Text("kind", r => r.Kind ?? "usual"),
        Text("state", r => r.State.ToString().ToLowerInvariant()),
        new("started", ColumnType.Time, r => r.Started.UtcDateTime),
        Number("seconds", r => r.Seconds),
        Text("commit", r => r.Commit),
        Text("branch", r => r.Branch),
        Text("dirty", r => r.Dirty ? "yes" : "no"),
        Text("toolchain", r => r.Toolchain),
        Text("machine", r => r.MachineClass),
        Text("model", r => r.Model?.ToString()),
        Text("package", r => r.Package?.ToString()),
        Text("verdict", Verdict),
        Number("steps", r => r.Steps),
        Number("ran", r => r.Ran),
        Number("memory", r => r.PeakWorkingSet is { } bytes ? (double)bytes : null),
    ];

    public static RunColumn Metric(string column, string metric) => Number(column, r => r.Metric(metric));

    /// <summary>A setting is a number when it is one in every run that has it.</summary>
    public static RunColumn Parameter(string column, string parameter, IReadOnlyList<RunSummary> runs)
    {
        var numbers = new Dictionary<string, double?>(StringComparer.Ordinal);
        var isNumber = true;
        foreach (var run in runs)
        {
            if (run.Parameter(parameter) is not { } text || numbers.ContainsKey(text)) continue;
            numbers[text] = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
            isNumber &= numbers[text] is not null;
        }

        return isNumber ? Number(column, r => r.Parameter(parameter) is { } text ? numbers[text] : null) : Text(column, r => r.Parameter(parameter));
    }

    /// <summary>The column over some runs.</summary>
    public Column Over(IReadOnlyList<RunSummary> runs)
    {
        if (Type == ColumnType.Number) return new NumberColumn(Name, [.. runs.Select(r => Of(r) is double number ? number : double.NaN)]);
        if (Type == ColumnType.Time) return new TimeColumn(Name, [.. runs.Select(r => Of(r) is DateTime time ? time : default)]);
        var codes = new int[runs.Count];
        var dictionary = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = -1;
            if (Of(runs[i]) is not string text) continue;
            if (!known.TryGetValue(text, out codes[i]))
            {
                known.Add(text, codes[i] = dictionary.Count);
                dictionary.Add(text);
            }
        }

        return new TextColumn(Name, codes, [.. dictionary]);
    }

    /// <summary>Less than zero when <paramref name="a"/> comes first, upwards. What is missing comes last, both ways.</summary>
    public int Compare(RunSummary a, RunSummary b, bool downwards)
    {
        var (x, y) = (Of(a), Of(b));
        if (x is null || y is null) return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        var order = x is string text ? string.CompareOrdinal(text, (string)y) : ((IComparable)x).CompareTo(y);
        return downwards ? -order : order;
    }

    private static RunColumn Text(string name, Func<RunSummary, string?> of) => new(name, ColumnType.Text, of);

    private static RunColumn Number(string name, Func<RunSummary, double?> of) => new(name, ColumnType.Number, r => of(r));

    private static string? Verdict(RunSummary run) => run.Verdicts.Count == 0
        ? null
        : run.Verdicts.MaxBy(v => v.Key switch { Verdicts.Verdict.Error => 3, Verdicts.Verdict.Fail => 2, Verdicts.Verdict.Hold => 1, _ => 0 }).Key.ToString().ToLowerInvariant();
}
