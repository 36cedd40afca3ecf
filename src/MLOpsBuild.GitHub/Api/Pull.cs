namespace MLOpsBuild.GitHub.Api;

/// <summary>A pull request.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its Markdown; null for none.</param>
/// <param name="HtmlUrl">Where a person reads it.</param>
/// <param name="Head">What is proposed.</param>
/// <param name="Base">What it is proposed for.</param>
/// <param name="User">Who opened it; null for a user who is gone.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="RequestedReviewers">Who was asked to review and has not yet; null for none.</param>
public sealed record Pull(
    int Number, string State, string Title, string? Body, string HtmlUrl, PullEnd Head, PullEnd Base, Actor? User,
    IReadOnlyList<Label> Labels, IReadOnlyList<Actor>? RequestedReviewers = null);

/// <summary>One end of a pull request.</summary>
/// <param name="Ref">The branch.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Repo">The repository; null when a fork is gone.</param>
public sealed record PullEnd(string Ref, string Sha, PullRepository? Repo);

/// <summary>A repository at an end of a pull request.</summary>
/// <param name="FullName"><c>owner/name</c>.</param>
public sealed record PullRepository(string FullName)
{
    /// <summary>Whether it is this one.</summary>
    public bool Is(GitHubRepository repository) => string.Equals(FullName, repository.ToString(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A label.</summary>
/// <param name="Name">Its name.</param>
public sealed record Label(string Name);

/// <summary>A pull request to open.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">The branch, in the same repository.</param>
/// <param name="Base">The branch that it is proposed for.</param>
/// <param name="Body">Its Markdown.</param>
public sealed record NewPull(string Title, string Head, string Base, string Body);

/// <summary>New words for a pull request.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its Markdown.</param>
public sealed record PullChange(string Title, string Body);

/// <summary>A review.</summary>
/// <param name="User">Who reviewed; null for a user who is gone.</param>
public sealed record Review(Actor? User);

/// <summary>Who shall review.</summary>
/// <param name="Reviewers">Users.</param>
internal sealed record ReviewerRequest(IReadOnlyList<string> Reviewers);

/// <summary>Labels to add.</summary>
/// <param name="Labels">Their names.</param>
internal sealed record LabelRequest(IReadOnlyList<string> Labels);
