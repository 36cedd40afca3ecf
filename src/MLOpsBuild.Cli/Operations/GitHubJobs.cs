using MLOpsBuild.Delivery.PullRequests;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What jobs of GitHub Actions do beyond building: they reach GitHub as their variables say.</summary>
public static class GitHubJobs
{
    /// <summary>See <see cref="PullRequestReports.Show"/>.</summary>
    /// <param name="session">The checkout.</param>
    /// <param name="folder">Where the files of the pull request's run are.</param>
    /// <param name="commit">The commit that it ran for, as the event says.</param>
    /// <param name="repository">The repository that the commit was pushed to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Outcome> ShowReport(Session session, string folder, string commit, string repository, CancellationToken cancellationToken = default) =>
        PullRequestReports.Show(session, folder, new ProposedHead(commit, repository), GitHubSettings.PullRequests(session.Options), cancellationToken);

    /// <summary>See <see cref="ChallengerPullRequests.Propose"/>.</summary>
    /// <param name="session">The checkout.</param>
    /// <param name="main">The branch that challengers are proposed for.</param>
    /// <param name="reviewers">Who shall review them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Outcome> ProposeChallengers(Session session, string main, IReadOnlyList<string> reviewers, CancellationToken cancellationToken = default) =>
        ChallengerPullRequests.Propose(session, main, reviewers, () => GitHubSettings.PullRequests(session.Options), cancellationToken);
}
