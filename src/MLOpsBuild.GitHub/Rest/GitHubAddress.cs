namespace MLOpsBuild.GitHub.Rest;

/// <summary>Where GitHub's API is. A token is shown to these two addresses and to no other.</summary>
public sealed record GitHubAddress
{
    private const string EnterprisePath = "/api/v3/";

    private GitHubAddress(Uri api, Uri uploads) => (Api, Uploads) = (api, uploads);

    /// <summary>github.com.</summary>
    public static GitHubAddress Public { get; } = Parse("https://api.github.com");

    /// <summary>The API; ends with a slash.</summary>
    public Uri Api { get; }

    /// <summary>Where files of releases are sent; ends with a slash.</summary>
    public Uri Uploads { get; }

    /// <summary>Reads the address of an API, as a workflow finds it in <c>GITHUB_API_URL</c>: <c>https://api.github.com</c>, or <c>https://host/api/v3</c> for GitHub Enterprise.</summary>
    /// <exception cref="FormatException">It is no such address; in the clear only this machine is spoken to.</exception>
    public static GitHubAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var api) || !IsSafe(api))
            throw new FormatException("The address of GitHub's API must be like 'https://api.github.com' or 'https://host/api/v3', without a user, a query or a fragment.");
        return new GitHubAddress(api, UploadsOf(api));
    }

    private static bool IsSafe(Uri api) =>
        (api.Scheme == Uri.UriSchemeHttps || (api.Scheme == Uri.UriSchemeHttp && api.IsLoopback))
        && api.UserInfo.Length == 0 && api.Query.Length == 0 && api.Fragment.Length == 0;

    private static Uri UploadsOf(Uri api)
    {
        if (api.AbsolutePath.EndsWith(EnterprisePath, StringComparison.Ordinal))
            return new UriBuilder(api) { Path = api.AbsolutePath[..^EnterprisePath.Length] + "/api/uploads/" }.Uri;
        // github.com and its editions with a region of their own: api.acme.ghe.com.
        return api.Host.StartsWith("api.", StringComparison.Ordinal) ? new UriBuilder(api) { Host = "uploads." + api.Host[4..] }.Uri : api;
    }
}
