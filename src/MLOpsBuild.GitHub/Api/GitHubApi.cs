using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>
/// The calls of GitHub's REST API that this system needs, for one repository. Each throws <see cref="GitHubException"/> when GitHub refuses,
/// cannot be reached or does not answer as it describes. Safe for concurrent use.
/// </summary>
public sealed class GitHubApi
{
    private readonly GitHubClient _client;

    /// <summary>Opens no connection yet.</summary>
    public GitHubApi(GitHubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = new GitHubClient(options);
        StartsWorkflows = options.Credentials.StartsWorkflows;
        Comments = new Comments(_client);
        CheckRuns = new CheckRuns(_client);
        Statuses = new CommitStatuses(_client);
        Pulls = new Pulls(_client);
        Branches = new Branches(_client);
        Files = new RepositoryFiles(_client);
        Deployments = new Deployments(_client);
        Workflows = new WorkflowCalls(_client);
        Releases = new Releases(_client);
    }

    /// <summary>The repository.</summary>
    public GitHubRepository Repository => _client.Repository;

    /// <summary>Whether what these credentials push and open starts workflows.</summary>
    public bool StartsWorkflows { get; }

    internal TimeProvider Time => _client.Time;

    /// <summary>Comments on pull requests.</summary>
    public Comments Comments { get; }

    /// <summary>Check runs.</summary>
    public CheckRuns CheckRuns { get; }

    /// <summary>Statuses of commits.</summary>
    public CommitStatuses Statuses { get; }

    /// <summary>Pull requests.</summary>
    public Pulls Pulls { get; }

    /// <summary>Branches.</summary>
    public Branches Branches { get; }

    /// <summary>Files of the repository.</summary>
    public RepositoryFiles Files { get; }

    /// <summary>Deployments.</summary>
    public Deployments Deployments { get; }

    /// <summary>Dispatches, runs and artifacts of workflows.</summary>
    public WorkflowCalls Workflows { get; }

    /// <summary>Releases and their files.</summary>
    public Releases Releases { get; }

    /// <summary>The name that comments of these credentials bear.</summary>
    public Task<string> LoginAsync(CancellationToken cancellationToken = default) => _client.LoginAsync(cancellationToken);
}
