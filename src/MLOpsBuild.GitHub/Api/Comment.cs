namespace MLOpsBuild.GitHub.Api;

/// <summary>Who did something.</summary>
/// <param name="Login">The name; an App's ends in <c>[bot]</c>.</param>
public sealed record Actor(string Login)
{
    /// <summary>Whether it is this one. GitHub's names are the same in upper and lower case.</summary>
    public bool Is(string login) => string.Equals(Login, login, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A comment.</summary>
/// <param name="Id">Its number; younger ones have greater ones.</param>
/// <param name="User">Who wrote it; null for a user who is gone.</param>
/// <param name="HtmlUrl">Where a person reads it.</param>
/// <param name="Body">Its Markdown.</param>
public sealed record Comment(long Id, Actor? User, string HtmlUrl, string Body);

/// <summary>A comment's text on its way.</summary>
/// <param name="Body">Its Markdown.</param>
internal sealed record CommentBody(string Body);
