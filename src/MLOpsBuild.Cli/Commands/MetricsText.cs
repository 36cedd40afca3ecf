using MLOpsBuild.Cli.Output;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Accepted and measured metrics side by side.</summary>
internal static class MetricsText
{
    public static Reply Show(string pipeline, MetricsSnapshot? accepted, RunRecord? measured)
    {
        var evaluation = measured?.Evaluation;
        var rows = Rows("", accepted?.Metrics, evaluation?.Metrics)
            .Concat((accepted?.Slices.Keys ?? Enumerable.Empty<string>()).SelectMany(slice => Rows(slice, accepted!.Slices[slice], evaluation?.Slices.GetValueOrDefault(slice))))
            .ToArray();
        var notes = new List<string>();
        if (accepted is null) notes.Add($"No metrics of {pipeline} are accepted yet: './mlops metrics accept'.");
        if (evaluation is null) notes.Add($"No run of {pipeline} has measured metrics yet: './mlops run'.");
        return new Reply(
            new { pipeline, acceptedModel = accepted?.Model, measuredModel = measured?.Model, run = evaluation is null ? null : measured!.Id, metrics = rows },
            Grid.Of(
                rows,
                ("metric", r => r.Slice.Length == 0 ? r.Metric : $"{r.Metric} at {r.Slice}"),
                ("accepted", r => r.Accepted is { } a ? Texts.Number(a.Value) : ""),
                ("measured", r => r.Measured is { } m ? Texts.Number(m.Value) : ""),
                ("interval", r => r.Measured is { } m ? Interval(m.Low, m.High) : ""),
                ("better", r => (r.Accepted?.Direction ?? r.Measured?.Direction)?.ToString().ToLowerInvariant() ?? ""),
                ("rows", r => Texts.Count(r.Measured?.N ?? r.Accepted?.N ?? 0)),
                ("may move", r => r.Accepted is { } a ? Allowance(a.Tolerance) : "not gated")),
            new Lines([.. accepted is null ? (string[])[] : [$"accepted: model {accepted.Model.Short}"], .. evaluation is null ? (string[])[] : [$"measured: model {measured!.Model?.Short}, run {measured.Id}"]]))
        {
            Notes = notes,
            Essence = [.. rows.Where(r => r.Measured is not null).Select(r => $"{(r.Slice.Length == 0 ? r.Metric : $"{r.Metric} at {r.Slice}")}={Texts.Number(r.Measured!.Value)}")],
        };
    }

    /// <summary>An interval: <c>[0.82, 0.85]</c>; empty when there is none.</summary>
    public static string Interval(double? low, double? high) => low is null || high is null ? "" : $"[{Texts.Number(low)}, {Texts.Number(high)}]";

    private static string Allowance(Tolerance tolerance) => tolerance.Kind == ToleranceKind.Exact ? "not at all" : $"{tolerance.Kind.ToString().ToLowerInvariant()} {Texts.Number(tolerance.Margin)}";

    private static IEnumerable<MetricRow> Rows(string slice, IReadOnlyDictionary<string, AcceptedMetric>? accepted, IReadOnlyDictionary<string, MetricValue>? measured) =>
        (accepted?.Keys ?? Enumerable.Empty<string>()).Concat(slice.Length == 0 ? measured?.Keys ?? [] : []).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new MetricRow(slice, name, accepted?.GetValueOrDefault(name), measured?.GetValueOrDefault(name)));

    private sealed record MetricRow(string Slice, string Metric, AcceptedMetric? Accepted, MetricValue? Measured);
}
