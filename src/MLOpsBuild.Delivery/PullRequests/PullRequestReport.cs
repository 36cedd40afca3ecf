namespace MLOpsBuild.Delivery.PullRequests;

/// <summary>A model's report for a pull request.</summary>
/// <param name="PullRequest">The number of the pull request.</param>
/// <param name="Model">The model's name: letters, digits, '-', '_' and '.'.</param>
/// <param name="Markdown">The report, with all text from data escaped.</param>
public sealed record PullRequestReport(int PullRequest, string Model, string Markdown);

/// <summary>What writing came to.</summary>
public enum PostOutcome
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>It was there and says something else now.</summary>
    Updated,

    /// <summary>It was there and said the same.</summary>
    Unchanged,
}

/// <summary>A report that is shown.</summary>
/// <param name="Address">Where a person reads it.</param>
/// <param name="Outcome">What writing it came to.</param>
public sealed record PostedReport(string Address, PostOutcome Outcome);
