using System.Text;
using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.Retraining.Challengers;

namespace MLOpsBuild.Cli.Operations;

/// <summary>A challenger's branch as a pull request with its report.</summary>
public static class ChallengerPullRequests
{
    private const string Label = "retrain";

    /// <summary>Opens a pull request for each challenger that was made on the checked-out commit, or brings the open one up to date. Their branches must have been pushed.</summary>
    /// <param name="session">The checkout.</param>
    /// <param name="main">The branch that they are proposed for.</param>
    /// <param name="reviewers">Who shall review them; empty for nobody by name.</param>
    /// <param name="pullRequests">Where to propose; asked only when there is a challenger.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Outcome> Propose(Session session, string main, IReadOnlyList<string> reviewers, Func<IPullRequests> pullRequests, CancellationToken cancellationToken = default)
    {
        if (session.Git is not { } git) return Outcome.Failed("A challenger is proposed from a Git branch; this folder is no Git repository.", ExitCodes.Usage);
        var challengers = ChallengerBranch.OnHead(git, session.Pipeline.Name);
        if (challengers.Count == 0) return Outcome.Done("nothing to propose: no challenger won on this commit");
        var open = pullRequests();
        var lines = new List<string>();
        foreach (var challenger in challengers)
        {
            var report = git.Show(challenger.Commit, $"pipelines/{session.Pipeline.Name}/report.md") is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
            var proposed = await open.ProposeAsync(
                new ChangeProposal(challenger.Branch, main, challenger.Message.Split('\n')[0], report) { Labels = [Label, session.Pipeline.Name], Reviewers = reviewers }, cancellationToken).ConfigureAwait(false);
            lines.Add($"#{proposed.PullRequest} for {challenger.Branch}, {proposed.Outcome.ToString().ToLowerInvariant()}{(proposed.StartedChecks ? "; CI was started on it" : "")}: {proposed.Address}");
        }

        return Outcome.Done($"{challengers.Count} proposed", lines);
    }
}
