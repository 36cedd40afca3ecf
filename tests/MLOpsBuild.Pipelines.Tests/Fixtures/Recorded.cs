using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Pipelines.Tests.Fixtures;

/// <summary>Records written by hand.</summary>
internal static class Recorded
{
    public static RunRecord Run(string id, double? auc = null, params (string Name, string Value)[] parameters) => new()
    {
        Id = id,
        Pipeline = "p",
        Started = new DateTimeOffset(2026, 1, 31, 14, 25, 1, TimeSpan.Zero),
        Seconds = 1.5,
        Toolchain = ".NET 10",
        MachineClass = "x64, 2 cores",
        Parameters = new SortedDictionary<string, string>(parameters.ToDictionary(p => p.Name, p => p.Value), StringComparer.Ordinal),
        Steps = [],
        Verdicts = [],
        Evaluation = auc is null ? null : Measured.Evaluation(("auc", auc), ("log-loss", 1 - auc)),
    };
}
