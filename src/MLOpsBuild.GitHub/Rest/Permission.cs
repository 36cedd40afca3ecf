namespace MLOpsBuild.GitHub.Rest;

/// <summary>What a token must be allowed to do for a call.</summary>
/// <param name="Key">Its name under <c>permissions:</c> in a workflow.</param>
/// <param name="Setting">Its name in the settings of a GitHub App or a fine-grained token.</param>
/// <param name="Access">Read or write.</param>
internal sealed record Permission(string Key, string Setting, string Access)
{
    public static Permission ActionsRead { get; } = Read("actions", "Actions");

    public static Permission ActionsWrite { get; } = Write("actions", "Actions");

    public static Permission ChecksRead { get; } = Read("checks", "Checks");

    public static Permission ChecksWrite { get; } = Write("checks", "Checks");

    public static Permission ContentsRead { get; } = Read("contents", "Contents");

    public static Permission ContentsWrite { get; } = Write("contents", "Contents");

    public static Permission DeploymentsRead { get; } = Read("deployments", "Deployments");

    public static Permission DeploymentsWrite { get; } = Write("deployments", "Deployments");

    public static Permission PullsRead { get; } = Read("pull-requests", "Pull requests");

    public static Permission PullsWrite { get; } = Write("pull-requests", "Pull requests");

    public static Permission StatusesRead { get; } = Read("statuses", "Commit statuses");

    public static Permission StatusesWrite { get; } = Write("statuses", "Commit statuses");

    /// <summary>What to do when it is missing.</summary>
    public string Advice =>
        $"The call needs '{Key}: {Access}': in a workflow set it under 'permissions:'; for a GitHub App or a fine-grained token set '{Setting}: "
        + $"{(Access == "write" ? "Read and write" : "Read-only")}' in its settings (an App's owner then accepts the change for the installation). "
        + "A workflow that a pull request from a fork starts has a token that only reads.";

    private static Permission Read(string key, string setting) => new(key, setting, "read");

    private static Permission Write(string key, string setting) => new(key, setting, "write");
}
