using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.Api;

namespace MLOpsBuild.GitHub.PullRequests;

/// <summary>Compares a claimed pull request with what GitHub knows about the commit. The claim comes from a run of the fork's own code, so it may be any number.</summary>
internal sealed class ClaimCheck(GitHubApi api)
{
    public async Task<int> VerifyAsync(ProposedHead head, int claimed, CancellationToken cancellationToken)
    {
        var repository = GitHubRepository.Parse(head.Repository);
        if (claimed < 1) throw new PullRequestClaimException(claimed, $"{claimed} is no number of a pull request.");
        var pull = await api.Pulls.FindAsync(claimed, cancellationToken).ConfigureAwait(false)
            ?? throw new PullRequestClaimException(claimed, $"{api.Repository} has no pull request #{claimed}, or the token may not see it.");
        if (Differs(pull, head, repository) is not { } difference) return claimed;

        var others = await api.Pulls.OfCommitAsync(head.Commit, cancellationToken).ConfigureAwait(false);
        var real = others.FirstOrDefault(p => Differs(p, head, repository) is null);
        throw new PullRequestClaimException(claimed, $"Pull request #{claimed} {difference}. {(real is null ? "No open pull request has that commit as its newest" : $"The commit belongs to #{real.Number}")}; nothing is written to #{claimed}.");
    }

    /// <summary>What speaks against it; null when nothing does.</summary>
    private string? Differs(Pull pull, ProposedHead head, GitHubRepository repository) => pull switch
    {
        { Base.Repo: var target } when target?.Is(api.Repository) != true => $"does not belong to {api.Repository}",
        { State: not "open" } => "is not open",
        { Head.Repo: var source } when source?.Is(repository) != true => $"comes from another repository than {repository}",
        _ when !string.Equals(pull.Head.Sha, head.Commit, StringComparison.OrdinalIgnoreCase) => $"has another newest commit than {head.Commit}",
        _ => null,
    };
}
