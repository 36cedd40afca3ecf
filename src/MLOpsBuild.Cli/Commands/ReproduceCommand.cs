using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops reproduce [REV]</c>.</summary>
internal static class ReproduceCommand
{
    public static Command Create(CommandHost host)
    {
        var revision = new Argument<string>("REV") { Description = "The commit, branch or tag whose accepted model is built again", HelpName = "REV", DefaultValueFactory = _ => "HEAD" };
        var verb = new Verb(
            "reproduce",
            "Build the accepted model of a commit again, compiled and run in a work tree of its own without the cache, and compare every step's bytes with that commit's pipeline.lock.json",
            "mlops reproduce",
            "mlops reproduce v1.2 --pipeline NAME --json") { revision, host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var reproduction = new Reproduction(call.Session, call.Get(revision)!);
            return Show(await call.WhileAsync("Building again", () => reproduction.RunAsync(stop)).ConfigureAwait(false));
        });
        return verb;
    }

    private static Reply Show(ReproductionResult result)
    {
        var equal = result.First is null;
        return new Reply(
            new { result.Commit, result.Locked, result.Computed, equal, first = result.First?.Step, result.Parameters, steps = result.Steps },
            Grid.Of(result.Steps, ("step", s => s.Step), ("", s => s.IsEqual ? "equal" : "differs"), ("locked", s => Digests(s.Locked)), ("computed", s => Digests(s.Computed))),
            new Lines(equal ? [$"Commit {result.Commit[..10]} gives {result.Locked.Short} again: all {Texts.Plural(result.Steps.Count, "step")} byte for byte."] : []))
        {
            Essence = [result.Computed?.ToString() ?? ""],
            ExitCode = equal ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = equal ? null : Difference(result),
        };
    }

    private static string Difference(ReproductionResult result)
    {
        var first = result.First!;
        var what = first.Computed is null ? "did not run" : $"gave {Digests(first.Computed)} instead of {Digests(first.Locked)}";
        var parameters = result.Parameters.Count == 0 ? "" : $" The lock was accepted with other parameters than the commit's file has: {string.Join("; ", result.Parameters)}.";
        return $"Commit {result.Commit[..10]} does not give its model {result.Locked.Short} again. The first step that differs is {first.Step}: it {what}.{parameters}";
    }

    private static string Digests(SortedDictionary<string, Digest>? outputs) => outputs is null ? "none" : string.Join(' ', outputs.Values.Select(d => d.Short));
}
