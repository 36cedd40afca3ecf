namespace MLOpsBuild.GitHub.Rest;

/// <summary>Who speaks to GitHub. Its text form shows no secret.</summary>
public sealed class GitHubCredentials
{
    private const string WorkflowLogin = "github-actions[bot]";

    private GitHubCredentials(string kind) => Kind = kind;

    /// <summary>Whether what is pushed and opened starts workflows. What a workflow does with its own token does not.</summary>
    public bool StartsWorkflows { get; private init; } = true;

    /// <summary>The name that its comments bear; null when GitHub is to be asked.</summary>
    internal string? Login { get; private init; }

    /// <summary>The token; null for an App, which fetches short-lived ones.</summary>
    internal string? Token { get; private init; }

    internal string? AppId { get; private init; }

    internal string? PrivateKey { get; private init; }

    private string Kind { get; }

    /// <summary>The token that GitHub gives to each run of a workflow (<c>GITHUB_TOKEN</c>).</summary>
    /// <exception cref="ArgumentException">It cannot be a token.</exception>
    public static GitHubCredentials OfWorkflow(string token) => new("a workflow's token") { Token = Checked(token), Login = WorkflowLogin, StartsWorkflows = false };

    /// <summary>A user's token. Checks cannot be written with it: GitHub leaves those to Apps and workflows.</summary>
    /// <exception cref="ArgumentException">It cannot be a token.</exception>
    public static GitHubCredentials OfUser(string token) => new("a user's token") { Token = Checked(token) };

    /// <summary>An installation token of a GitHub App that somebody else fetched, as <c>actions/create-github-app-token</c> does.</summary>
    /// <param name="token">The token; it is not renewed.</param>
    /// <param name="appSlug">The App's name in addresses: <c>acme-models</c>.</param>
    /// <exception cref="ArgumentException">It cannot be a token, or the name is empty.</exception>
    public static GitHubCredentials OfInstallation(string token, string appSlug)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(appSlug);
        return new("an installation's token") { Token = Checked(token), Login = appSlug + "[bot]" };
    }

    /// <summary>A GitHub App with its key; tokens for the one repository are fetched and renewed.</summary>
    /// <param name="appId">The App's number or client ID.</param>
    /// <param name="privateKey">Its RSA key as PEM text.</param>
    /// <exception cref="ArgumentException">The key is no RSA private key in PEM form.</exception>
    public static GitHubCredentials OfApp(string appId, string privateKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(appId);
        AppJwt.CheckKey(privateKey);
        return new("a GitHub App") { AppId = appId, PrivateKey = privateKey };
    }

    /// <summary>What kind it is.</summary>
    public override string ToString() => Kind;

    private static string Checked(string token) =>
        token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new ArgumentException("The token is empty or has characters that no token has; check the secret that it comes from for line breaks.", nameof(token));
}
