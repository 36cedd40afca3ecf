namespace MLOpsBuild.Delivery.PullRequests;

/// <summary>A change to propose: a challenger, for example.</summary>
/// <param name="Branch">The branch with the change. One branch has one open pull request.</param>
/// <param name="Base">The branch that it is proposed for.</param>
/// <param name="Title">One line.</param>
/// <param name="Markdown">Why, and what to look at, with all text from data escaped.</param>
public sealed record ChangeProposal(string Branch, string Base, string Title, string Markdown)
{
    /// <summary>The commit to point the branch to, which must have been pushed already; null when the branch was pushed itself. The branch never leaves a commit behind.</summary>
    public string? Commit { get; init; }

    /// <summary>Labels that it shall have; others stay.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Users who shall review it. Who has reviewed it already is not asked again.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];
}

/// <summary>A change that is proposed.</summary>
/// <param name="PullRequest">The number of its pull request.</param>
/// <param name="Address">Where a person reads it.</param>
/// <param name="Outcome">What proposing came to.</param>
/// <param name="StartedChecks">Whether its checks had to be started, because opening it does not start them.</param>
public sealed record ProposedChange(int PullRequest, string Address, PostOutcome Outcome, bool StartedChecks);
