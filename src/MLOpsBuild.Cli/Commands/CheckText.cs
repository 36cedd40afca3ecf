using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Checks and their verdicts for people and for programs.</summary>
internal static class CheckText
{
    public static Reply List(string file, IReadOnlyList<IGate> gates) => new(
        new { file, checks = gates.Select(g => new { g.Name, kind = g.Kind.Kind, g.Settings.Mode, settings = CheckKey.Settings(g), help = g.Kind.Help }) },
        Grid.Of(
            gates,
            ("check", g => g.Name),
            ("kind", g => g.Kind.Kind),
            ("mode", g => g.Settings.Mode.ToString().ToLowerInvariant()),
            ("settings", g => string.Join(", ", CheckKey.Settings(g).Where(s => s.Key != "mode" && s.Value is not ("null" or "[]")).Select(s => $"{s.Key} {s.Value}")))))
    {
        Notes = gates.Count == 0 ? [$"{file} has no checks."] : [],
        Essence = [.. gates.Select(g => g.Name)],
    };

    public static Reply Judged(Outcome outcome, IReadOnlyList<IGate> gates, PipelineRun run)
    {
        var asked = gates.Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        GateResult[] verdicts = [.. run.Verdicts.Where(v => asked.Contains(v.Gate))];
        GateResult[] reported = [.. run.Reported.Where(v => asked.Contains(v.Gate))];
        return Reply.Of(outcome) with
        {
            Result = new { outcome.Verdict, outcome.Why, verdicts, reported },
            Essence = [.. verdicts.Concat(reported).OrderBy(v => v.Gate, StringComparer.Ordinal).Select(v => $"{v.Gate} {v.Verdict.ToString().ToLowerInvariant()}")],
        };
    }
}
