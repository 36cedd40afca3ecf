using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.Documents;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.PullRequests;

/// <summary>Opens the pull request of a branch, or brings the open one up to date: words, labels, reviewers, checks.</summary>
internal sealed class Proposals(GitHubApi api)
{
    private static readonly string Ci = System.IO.Path.GetFileName(CiWorkflow.Path);

    public async Task<ProposedChange> ProposeAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Markdown.Length > Comments.MostCharacters)
            throw new ArgumentException($"The words of the pull request have {proposal.Markdown.Length} characters; GitHub takes at most {Comments.MostCharacters}.", nameof(proposal));
        var commit = await HeadAsync(proposal, cancellationToken).ConfigureAwait(false);
        var (pull, outcome) = await OpenAsync(proposal, cancellationToken).ConfigureAwait(false);

        var labels = proposal.Labels.Where(l => !pull.Labels.Any(there => Same(there.Name, l))).ToArray();
        if (labels.Length > 0) await api.Pulls.AddLabelsAsync(pull.Number, labels, cancellationToken).ConfigureAwait(false);
        var reviewers = await MissingReviewersAsync(pull, proposal.Reviewers, cancellationToken).ConfigureAwait(false);
        if (reviewers.Length > 0) await api.Pulls.RequestReviewsAsync(pull.Number, reviewers, cancellationToken).ConfigureAwait(false);
        var started = await StartChecksAsync(proposal.Branch, commit, cancellationToken).ConfigureAwait(false);
        return new ProposedChange(pull.Number, pull.HtmlUrl, outcome, started);
    }

    /// <summary>The commit that the branch points to, after it was made or moved where that is asked for.</summary>
    private async Task<string> HeadAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        var branch = await api.Branches.FindAsync(proposal.Branch, cancellationToken).ConfigureAwait(false);
        if (proposal.Commit is { } commit && branch?.Object.Sha != commit)
        {
            branch = branch is null
                ? await api.Branches.CreateAsync(proposal.Branch, commit, cancellationToken).ConfigureAwait(false)
                : await api.Branches.MoveAsync(proposal.Branch, commit, cancellationToken).ConfigureAwait(false);
        }

        return branch?.Object.Sha
            ?? throw new GitHubException("GET", $"repos/{api.Repository}/git/ref/heads/{proposal.Branch}", 404, $"{api.Repository} has no branch '{proposal.Branch}', or the token may not see it: push it first.");
    }

    private async Task<(Pull Pull, PostOutcome Outcome)> OpenAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        var title = PlainText.Line(proposal.Title, 250);
        var open = await api.Pulls.FindAsync(proposal.Branch, proposal.Base, cancellationToken).ConfigureAwait(false);
        if (open is null)
        {
            try
            {
                return (await api.Pulls.CreateAsync(new NewPull(title, proposal.Branch, proposal.Base, proposal.Markdown), cancellationToken).ConfigureAwait(false), PostOutcome.Created);
            }
            catch (GitHubException refused) when (refused.Status == 422)
            {
                // Another writer was quicker, or GitHub means something else, which is then said.
                open = await api.Pulls.FindAsync(proposal.Branch, proposal.Base, cancellationToken).ConfigureAwait(false);
                if (open is null) throw;
            }
        }

        if (open.Title == title && Plain(open.Body) == Plain(proposal.Markdown)) return (open, PostOutcome.Unchanged);
        return (await api.Pulls.UpdateAsync(open.Number, new PullChange(title, proposal.Markdown), cancellationToken).ConfigureAwait(false), PostOutcome.Updated);
    }

    // Who has reviewed is no longer among the requested ones, and asking again would send another notice with every push. Authors cannot be asked.
    private async Task<string[]> MissingReviewersAsync(Pull pull, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(w => pull.User?.Is(w) != true && pull.RequestedReviewers?.Any(r => r.Is(w)) != true).ToArray();
        if (missing.Length == 0) return [];
        var reviews = await api.Pulls.ReviewsAsync(pull.Number, cancellationToken).ConfigureAwait(false);
        return [.. missing.Where(w => !reviews.Any(r => r.User?.Is(w) == true))];
    }

    /// <summary>What a workflow does with its own token starts no workflow, so CI is started by hand, once for each commit.</summary>
    private async Task<bool> StartChecksAsync(string branch, string commit, CancellationToken cancellationToken)
    {
        if (api.StartsWorkflows || await api.Workflows.RunsAsync(Ci, commit, cancellationToken).ConfigureAwait(false) is not []) return false;
        await api.Workflows.DispatchAsync(Ci, new WorkflowDispatch(branch, new Dictionary<string, string>()), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string? body) => (body ?? "").ReplaceLineEndings("\n").TrimEnd();
}
