using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Checks;

namespace MLOpsBuild.GitHub.PullRequests;

/// <summary>Pull requests of a repository on GitHub. Every method throws <see cref="GitHubException"/> when GitHub refuses or cannot be reached.</summary>
/// <param name="api">The calls of the repository.</param>
public sealed class GitHubPullRequests(GitHubApi api) : IPullRequests
{
    /// <summary>Writes the model's comment. Two writers at once leave one comment.</summary>
    /// <exception cref="ArgumentException">The report is longer than a comment may be, or the model's name cannot be a marker.</exception>
    public Task<PostedReport> PostReportAsync(PullRequestReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new StickyComment(api).WriteAsync(report, cancellationToken);
    }

    /// <summary>Writes a check run <c>model / gate</c> for each gate.</summary>
    public async Task PostVerdictsAsync(CommitVerdicts verdicts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var checks = new GateChecks(api);
        foreach (var gate in verdicts.Gates) await checks.WriteAsync(verdicts.Commit, GateCheck.Of(verdicts.Model, gate), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a commit status <c>mlopsbuild/environment/gate</c> for each gate.</summary>
    public Task PostRequirementsAsync(EnvironmentVerdicts verdicts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return new RequirementStatuses(api).WriteAsync(verdicts, cancellationToken);
    }

    /// <summary>Opens or updates the branch's pull request. With a workflow's own token, <c>ci.yml</c> is started on the branch, once for each commit.</summary>
    /// <exception cref="ArgumentException">The words are longer than GitHub takes.</exception>
    public Task<ProposedChange> ProposeAsync(ChangeProposal proposal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return new Proposals(api).ProposeAsync(proposal, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">The head's repository is not written <c>owner/name</c>.</exception>
    public Task<int> VerifyAsync(ProposedHead head, int claimed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new ClaimCheck(api).VerifyAsync(head, claimed, cancellationToken);
    }
}
