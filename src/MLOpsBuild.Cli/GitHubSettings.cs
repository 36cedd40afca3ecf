using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli;

/// <summary>How GitHub is reached, as its jobs say in their variables.</summary>
internal static class GitHubSettings
{
    private const string Repository = "GITHUB_REPOSITORY";
    private const string Token = "GITHUB_TOKEN";
    private const string AppSlug = "GITHUB_APP_SLUG";
    private const string Address = "GITHUB_API_URL";

    /// <summary>The pull requests of the job's repository.</summary>
    /// <exception cref="ConfigurationException">A variable is missing or wrong; its value is not shown.</exception>
    public static IPullRequests PullRequests(SessionOptions options)
    {
        var repository = Required(options, Repository, "the repository, owner/name");
        var token = Required(options, Token, "the token to write with");
        try
        {
            return new GitHubPullRequests(new GitHubApi(new GitHubOptions
            {
                Repository = GitHubRepository.Parse(repository),
                // The token of an App is told from the workflow's own by the App's name that comes with it.
                Credentials = options.Variable(AppSlug) is { Length: > 0 } slug ? GitHubCredentials.OfInstallation(token, slug) : GitHubCredentials.OfWorkflow(token),
                Address = options.Variable(Address) is { Length: > 0 } address ? GitHubAddress.Parse(address) : GitHubAddress.Public,
                Time = options.Time,
            }));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new ConfigurationException($"{Repository}, {Address} or {Token}: {problem.Message}", problem);
        }
    }

    /// <summary>The number of the pull request that the job is of; null when it is of none.</summary>
    public static int? PullRequest(SessionOptions options) =>
        options.Variable("GITHUB_REF")?.Split('/') is ["refs", "pull", var number, _] && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var known) ? known : null;

    /// <summary>Whether this is a job of GitHub's.</summary>
    public static bool IsJob(SessionOptions options) => options.Variable("GITHUB_ACTIONS") == "true";

    private static string Required(SessionOptions options, string variable, string what) =>
        options.Variable(variable) is { Length: > 0 } value ? value : throw new ConfigurationException($"{variable} is not set: {what}. Jobs of GitHub Actions have it; elsewhere set it yourself.");
}
