using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.Documents;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.GitHub.Checks;

/// <summary>Writes a commit status for each gate that an environment requires; one that says the same already is left alone.</summary>
internal sealed class RequirementStatuses(GitHubApi api)
{
    public async Task WriteAsync(EnvironmentVerdicts verdicts, CancellationToken cancellationToken)
    {
        var all = await api.Statuses.ListAsync(verdicts.Commit, cancellationToken).ConfigureAwait(false);
        foreach (var gate in verdicts.Gates)
        {
            var wanted = StatusOf(verdicts, gate);
            var latest = all.FirstOrDefault(s => string.Equals(s.Context, wanted.Context, StringComparison.OrdinalIgnoreCase));
            if (latest?.Says(wanted) != true) await api.Statuses.CreateAsync(verdicts.Commit, wanted, cancellationToken).ConfigureAwait(false);
        }
    }

    // A hold waits for somebody, which is what pending means; it does not count as success.
    private static NewCommitStatus StatusOf(EnvironmentVerdicts verdicts, GateResult gate) => new(
        gate.Verdict switch { Verdict.Pass => StatusState.Success, Verdict.Hold => StatusState.Pending, Verdict.Fail => StatusState.Failure, _ => StatusState.Error },
        $"mlopsbuild/{verdicts.Environment}/{gate.Gate}",
        PlainText.Line(gate.Summary, CommitStatuses.MostCharacters),
        verdicts.Address);
}
