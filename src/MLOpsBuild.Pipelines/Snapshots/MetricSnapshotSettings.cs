using System.Globalization;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>How metrics of a test are accepted for the first time, and which of several snapshots of a test is meant.</summary>
public sealed record MetricSnapshotSettings
{
    /// <summary>How far a metric may move that is not in <see cref="Tolerances"/>. Default: not at all, beyond the sixth decimal.</summary>
    public Tolerance Tolerance { get; init; } = new(ToleranceKind.Exact);

    /// <summary>How far single metrics may move, in place of <see cref="Tolerance"/>; the same within slices.</summary>
    public IReadOnlyDictionary<string, Tolerance> Tolerances { get; init; } = new Dictionary<string, Tolerance>();

    /// <summary>Which way is better, for metrics that this library does not know by name.</summary>
    public IReadOnlyDictionary<string, MetricDirection> Directions { get; init; } = new Dictionary<string, MetricDirection>();

    /// <summary>Parameters of the test: each becomes <c>_name=value</c> in the file's name, in the invariant culture.</summary>
    public IReadOnlyList<(string Name, object Value)> Parameters { get; init; } = [];

    internal string Suffix => string.Concat(Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"_{p.Name}={p.Value}")));

    internal Tolerance ToleranceOf(string metric) => Tolerances.GetValueOrDefault(metric) ?? Tolerance;

    internal MetricDirection DirectionOf(string metric) => Directions.TryGetValue(metric, out var direction) ? direction : MetricNames.DirectionOf(metric);

    /// <summary>Refuses tolerances that a test's file cannot keep its word on.</summary>
    internal void Check()
    {
        foreach (var tolerance in Tolerances.Values.Append(Tolerance))
        {
            if (tolerance.Kind == ToleranceKind.Sampling)
            {
                throw new ArgumentException("The tolerance 'sampling' needs the accepted model's predictions, which lie with a pipeline's metrics.verified.json; a test takes exact, absolute or relative.");
            }

            if (!(tolerance.Margin >= 0)) throw new ArgumentException($"A tolerance's margin is at least 0, not {tolerance.Margin.ToString(CultureInfo.InvariantCulture)}.");
        }
    }
}
