using System.Runtime.CompilerServices;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>
/// Metrics as a snapshot of a test, in any test framework: <c>await MetricSnapshot.Verify(metrics)</c>. What is accepted lies beside the test's source file, named as the Verify library names its files.
/// </summary>
/// <remarks>
/// A loss beyond the tolerance, a metric without a value, one that is new and one that is gone fail the test and leave a received file. A gain beyond the tolerance passes and leaves a
/// received file that takes in the gains only. Whatever else passes removes it. Tolerances and directions are those of the accepted file; the code's are for metrics that are accepted for the first time.
/// </remarks>
public static class MetricSnapshot
{
    /// <summary>Holds numbers against the accepted ones.</summary>
    /// <param name="metrics">Numbers by name; NaN is no value.</param>
    /// <param name="settings">Tolerances, directions and parameters; null for exact values of metrics whose direction is known by name.</param>
    /// <param name="sourceFile">Given by the compiler.</param>
    /// <param name="test">Given by the compiler.</param>
    /// <exception cref="SnapshotException">They are not what was accepted.</exception>
    /// <exception cref="ArgumentException">There is no metric, a metric's direction is not known, or a tolerance is <see cref="ToleranceKind.Sampling"/>.</exception>
    public static Task Verify(
        IReadOnlyDictionary<string, double> metrics, MetricSnapshotSettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var by = settings ?? new MetricSnapshotSettings();
        var values = metrics.ToDictionary(m => m.Key, m => new MetricValue(double.IsFinite(m.Value) ? m.Value : null, by.DirectionOf(m.Key), 0, 0, null, null));
        return VerifyAsync(new EvaluationResult(values, NoSlices, []), by, sourceFile, test);
    }

    /// <summary>Holds measured metrics and those of their slices against the accepted ones.</summary>
    /// <param name="evaluation">What was measured.</param>
    /// <param name="settings">Tolerances and parameters; null for exact values.</param>
    /// <param name="sourceFile">Given by the compiler.</param>
    /// <param name="test">Given by the compiler.</param>
    /// <exception cref="SnapshotException">They are not what was accepted.</exception>
    /// <exception cref="ArgumentException">There is no metric, or a tolerance is <see cref="ToleranceKind.Sampling"/>.</exception>
    public static Task Verify(EvaluationResult evaluation, MetricSnapshotSettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return VerifyAsync(evaluation, settings ?? new MetricSnapshotSettings(), sourceFile, test);
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricValue>> NoSlices { get; } = new Dictionary<string, IReadOnlyDictionary<string, MetricValue>>();

    private static async Task VerifyAsync(EvaluationResult measured, MetricSnapshotSettings settings, string sourceFile, string test)
    {
        if (measured.Metrics.Count == 0) throw new ArgumentException("There is no metric: nothing measured is nothing verified.", nameof(measured));
        settings.Check();
        var files = new VerifiedFile(sourceFile, test, settings.Suffix);
        var accepted = Read(files);
        var judgements = accepted is null ? [] : accepted.Judge(measured);
        var differences = judgements.Where(j => j.Verdict != Verdict.Pass).Select(j => $"{j.Name}: {j.Reason}")
            .Concat(New(accepted, measured).Select(name => $"{name}: not accepted yet."))
            .ToArray();
        if (accepted is null || differences.Length > 0) throw await files.RefuseAsync(Received(measured, settings, judgements.Where(Kept)), differences).ConfigureAwait(false);
        if (judgements.Any(j => j.Gained)) await files.OfferAsync(Received(measured, settings, judgements.Where(Kept))).ConfigureAwait(false);
        else files.Clear();
    }

    // Inside its tolerance the accepted value stays, so that many small steps are no way down.
    private static bool Kept(MetricJudgement judgement) => judgement is { Verdict: Verdict.Pass, Gained: false };

    private static VerifiedMetrics? Read(VerifiedFile files)
    {
        if (files.Accepted() is not { } bytes) return null;
        try
        {
            var accepted = StepJson.Read<VerifiedMetrics>(bytes);
            return accepted.Version == 1 ? accepted : throw new ConfigurationException($"{files.Verified} is of version {accepted.Version}; this build reads version 1.");
        }
        catch (System.Text.Json.JsonException problem)
        {
            throw new ConfigurationException($"{files.Verified}: {problem.Message}", problem);
        }
    }

    private static IEnumerable<string> New(VerifiedMetrics? accepted, EvaluationResult measured) => accepted is null ? [] :
        measured.Metrics.Keys.Except(accepted.Metrics.Keys)
            .Concat(measured.Slices.SelectMany(s => s.Value.Keys.Except(accepted.Slices.GetValueOrDefault(s.Key)?.Keys ?? Enumerable.Empty<string>()).Select(name => $"{name} at {s.Key}")))
            .Order(StringComparer.Ordinal);

    private static byte[] Received(EvaluationResult measured, MetricSnapshotSettings settings, IEnumerable<MetricJudgement> kept)
    {
        var next = VerifiedMetrics.Of(measured, settings.ToleranceOf);
        foreach (var judgement in kept) (judgement.Slice is null ? next.Metrics : next.Slices[judgement.Slice])[judgement.Metric] = judgement.Accepted;
        return StepJson.Write(next);
    }
}
