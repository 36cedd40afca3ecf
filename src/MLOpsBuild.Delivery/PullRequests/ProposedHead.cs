namespace MLOpsBuild.Delivery.PullRequests;

/// <summary>The newest commit of a proposed change.</summary>
/// <param name="Commit">The commit's full name.</param>
/// <param name="Repository">The repository that it was pushed to, which is another one for a fork: <c>owner/name</c>.</param>
public sealed record ProposedHead(string Commit, string Repository);

/// <summary>A pull request is not the one that somebody claims it is: nothing may be written to it on that word.</summary>
public sealed class PullRequestClaimException : Exception
{
    /// <summary>Says why.</summary>
    public PullRequestClaimException(int claimed, string message)
        : base(message) => Claimed = claimed;

    /// <summary>The number that was claimed.</summary>
    public int Claimed { get; }
}
