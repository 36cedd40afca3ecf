using System.Globalization;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>The predictive-performance target: absolute limits, whatever was accepted before.</summary>
public static class TargetGate
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "prediction-target";

    /// <summary>Judges metrics by their limits. A metric without a value holds; one that is not measured is an error.</summary>
    public static GateResult Judge(SortedDictionary<string, MetricLimit> limits, EvaluationResult evaluation)
    {
        var judged = limits.Select(l => Judge(l.Key, l.Value, evaluation)).ToArray();
        var worst = judged.Select(j => j.Verdict).Append(limits.Count == 0 ? Verdict.Hold : Verdict.Pass).MaxBy(v => v switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 });
        var summary = worst == Verdict.Pass
            ? judged.Length == 1 ? "The one limit is kept." : $"All {judged.Length} limits are kept."
            : string.Join(" ", judged.Where(j => j.Verdict == worst).Select(j => j.Finding.Message).DefaultIfEmpty("gates.json sets no limit."));
        return new GateResult(Gate, worst, summary, [.. judged.Select(j => j.Finding).OrderByDescending(f => f.Severity)]);
    }

    private static (Verdict Verdict, Finding Finding) Judge(string name, MetricLimit limit, EvaluationResult evaluation)
    {
        if (!evaluation.Metrics.TryGetValue(name, out var metric))
        {
            return (Verdict.Error, new Finding(Severity.Error, name, $"'{name}' is not measured; there are {string.Join(", ", evaluation.Metrics.Keys)}."));
        }

        var allowed = string.Join(" and ", new[] { limit.Min is { } min ? $"at least {Text(min)}" : null, limit.Max is { } max ? $"at most {Text(max)}" : null }.OfType<string>());
        if (metric.Value is not { } value) return (Verdict.Hold, new Finding(Severity.Warning, name, $"{name} has no data; {allowed} is asked."));
        var kept = (limit.Min is not { } low || value >= low) && (limit.Max is not { } high || value <= high);
        return (kept ? Verdict.Pass : Verdict.Fail, new Finding(kept ? Severity.Info : Severity.Error, name, $"{name} is {Text(value)}; {allowed} is asked."));
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
