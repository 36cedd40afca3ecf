using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>The accepted metrics of a test: those of a pipeline's snapshot without its model.</summary>
internal sealed record VerifiedMetrics
{
    public required int Version { get; init; }

    public required SortedDictionary<string, AcceptedMetric> Metrics { get; init; }

    public SortedDictionary<string, SortedDictionary<string, AcceptedMetric>> Slices { get; init; } = new(StringComparer.Ordinal);

    public static VerifiedMetrics Of(EvaluationResult measured, Func<string, Tolerance> toleranceOf)
    {
        var slices = measured.Slices.ToDictionary(s => s.Key, s => Of(s.Value, toleranceOf));
        return new VerifiedMetrics { Version = 1, Metrics = Of(measured.Metrics, toleranceOf), Slices = new(slices, StringComparer.Ordinal) };
    }

    /// <summary>By the one semantics of snapshots: as if another model were measured on the same rows.</summary>
    public IReadOnlyList<MetricJudgement> Judge(EvaluationResult measured)
    {
        var rows = Digest.Of("rows"u8);
        var snapshot = new MetricsSnapshot { Version = 1, Model = Digest.Of("accepted"u8), Evaluation = rows, Predictions = rows, Metrics = Metrics, Slices = Slices };
        return new SnapshotGate(snapshot, new Candidate(Digest.Of("measured"u8), rows, measured), null).Judge();
    }

    private static SortedDictionary<string, AcceptedMetric> Of(IReadOnlyDictionary<string, MetricValue> measured, Func<string, Tolerance> toleranceOf) => new(
        measured.ToDictionary(m => m.Key, m => new AcceptedMetric(Round(m.Value.Value), m.Value.Direction, m.Value.N, m.Value.Blocks, Interval(m.Value), toleranceOf(m.Key))),
        StringComparer.Ordinal);

    private static double[]? Interval(MetricValue value) => value is { Low: { } low, High: { } high } ? [Round(low)!.Value, Round(high)!.Value] : null;

    private static double? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, SnapshotGate.Decimals) : null;
}
