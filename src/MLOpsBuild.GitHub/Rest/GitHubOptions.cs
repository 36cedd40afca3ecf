namespace MLOpsBuild.GitHub.Rest;

/// <summary>How one repository on GitHub is reached.</summary>
public sealed record GitHubOptions
{
    /// <summary>The repository.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>Who speaks.</summary>
    public required GitHubCredentials Credentials { get; init; }

    /// <summary>Where; by default github.com.</summary>
    public GitHubAddress Address { get; init; } = GitHubAddress.Public;

    /// <summary>The clock, for waiting as GitHub asks and for the life of tokens.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one call may wait for rate limits in all; by default 10 minutes. A longer wait is an error that says when to come back.</summary>
    public TimeSpan MostWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one answer may take; by default 100 seconds. Uploads have half an hour.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>What speaks HTTP; null for the platform's own. It must not follow redirects by itself, and is not disposed of.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
