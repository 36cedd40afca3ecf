namespace MLOpsBuild.Delivery.PullRequests;

/// <summary>Where changes are proposed and judged in the open. Everything can be done again: what is there already is rewritten or left, never doubled.</summary>
public interface IPullRequests
{
    /// <summary>Shows a model's report on a pull request, in place of its report from before.</summary>
    Task<PostedReport> PostReportAsync(PullRequestReport report, CancellationToken cancellationToken = default);

    /// <summary>Shows the verdicts of gates on a commit, with their findings at the lines that they name.</summary>
    Task PostVerdictsAsync(CommitVerdicts verdicts, CancellationToken cancellationToken = default);

    /// <summary>Shows on a commit what an environment requires and whether it is met, gate by gate.</summary>
    Task PostRequirementsAsync(EnvironmentVerdicts verdicts, CancellationToken cancellationToken = default);

    /// <summary>Opens a pull request for a branch, or brings the one that is open up to date, and sees to it that it is checked.</summary>
    Task<ProposedChange> ProposeAsync(ChangeProposal proposal, CancellationToken cancellationToken = default);

    /// <summary>The number of the open pull request whose newest commit is <paramref name="head"/>, when it is the claimed one.</summary>
    /// <param name="head">The commit and the repository that it was pushed to, as the host of the pull request itself says: not from what the change's own run wrote.</param>
    /// <param name="claimed">The number that an untrusted source claims.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PullRequestClaimException">It is another pull request's commit, an older one of this pull request, or the pull request is closed.</exception>
    Task<int> VerifyAsync(ProposedHead head, int claimed, CancellationToken cancellationToken = default);
}
