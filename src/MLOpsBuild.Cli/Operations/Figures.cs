using System.Globalization;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "no data";

    public static string Metric(MetricValue metric) => metric is { Low: { } low, High: { } high }
        ? $"{Number(metric.Value)}  [{Number(low)}, {Number(high)}]  {metric.N} rows in {metric.Blocks} days"
        : $"{Number(metric.Value)}  {metric.N} rows in {metric.Blocks} days";

    public static string Why(StepRun step) => step.Cached ? "cached: " + step.Why : step.Why;
}
