using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops metrics changes</c>: which gates, tolerances, baselines and policies a branch loosens.</summary>
internal static class MetricsChanges
{
    public static Verb Create(CommandHost host)
    {
        var target = new Option<string?>("--base") { Description = "The branch that the change is meant for; the default branch when left out", HelpName = "BRANCH" };
        var verb = new Verb(
            "changes",
            "List every gate, tolerance, baseline and policy that this branch loosens, with old and new values",
            "mlops metrics changes",
            "mlops metrics changes --base release --json | jq -r .result.digest") { target, host.Shared.Pipeline };
        host.Handle(verb, (call, _) =>
        {
            var options = call.Get(target) is { } branch ? new SessionOptions { BaseBranch = branch } : new SessionOptions();
            return Task.FromResult(Show(call.Open(options, call.Pipeline)));
        });
        return verb;
    }

    private static Reply Show(Session session)
    {
        var verdict = session.Rules.Verdict;
        var changes = session.Rules.Changes;
        var passes = verdict.Verdict == Verdict.Pass;
        return new Reply(
            new
            {
                verdict = verdict.Verdict,
                verdict.Summary,
                digest = changes.Loosenings.Count == 0 ? null : changes.Digest.ToString(),
                loosenings = changes.Loosenings.Select(l => new { l.File, l.Setting, l.Before, l.After, l.Reason, l.IsBaseline }),
            },
            changes.Loosenings.Count == 0 ? [] : [Grid.Of(changes.Loosenings, ("file", l => l.File), ("setting", l => l.Name), ("before", l => l.Before ?? "nothing"), ("after", l => l.After ?? "nothing"), ("why", l => l.Reason))])
        {
            Notes = passes ? [verdict.Summary] : [],
            Essence = [.. changes.Loosenings.Select(l => $"{l.File}: {l.Name}")],
            ExitCode = passes ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = passes ? null : verdict.Summary,
        };
    }
}
