using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Deployments and their statuses.</summary>
public sealed class Deployments
{
    private readonly GitHubClient _client;

    internal Deployments(GitHubClient client) => _client = client;

    /// <summary>The deployments of a commit, branch or tag in an environment, the latest first.</summary>
    public Task<IReadOnlyList<Deployment>> ListAsync(string at, string environment, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.DeploymentsRead, $"deployments?ref={at}&environment={environment}&per_page={Calls.PageSize}"), ApiJson.Default.DeploymentArray, page => page, cancellationToken);

    /// <summary>Makes a deployment. When the answer is lost and the latest of the same ref and environment has the same description, that one is taken for it.</summary>
    public Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var request = _client.Send(HttpMethod.Post, Permission.DeploymentsWrite, $"deployments", deployment, ApiJson.Default.NewDeployment);
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.Deployment, cancellationToken),
            async () => (await ListAsync(deployment.Ref, deployment.Environment, cancellationToken).ConfigureAwait(false)) is [var latest, ..] && latest.Description == deployment.Description ? latest : null,
            _client.Time,
            cancellationToken);
    }

    /// <summary>The statuses of a deployment, the latest first.</summary>
    public Task<IReadOnlyList<DeploymentStatus>> ListStatusesAsync(long deployment, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.DeploymentsRead, $"deployments/{deployment}/statuses?per_page={Calls.PageSize}"), ApiJson.Default.DeploymentStatusArray, page => page, cancellationToken);

    /// <summary>Sets a status of a deployment. When the answer is lost and the latest says the same, that one is taken for it.</summary>
    public Task<DeploymentStatus> CreateStatusAsync(long deployment, NewDeploymentStatus status, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(status);
        var request = _client.Send(HttpMethod.Post, Permission.DeploymentsWrite, $"deployments/{deployment}/statuses", status, ApiJson.Default.NewDeploymentStatus);
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.DeploymentStatus, cancellationToken),
            async () => (await ListStatusesAsync(deployment, cancellationToken).ConfigureAwait(false)) is [var latest, ..] && Says(latest, status) ? latest : null,
            _client.Time,
            cancellationToken);
    }

    private static bool Says(DeploymentStatus there, NewDeploymentStatus wanted) =>
        there.State.Replace("_", "", StringComparison.Ordinal).Equals(wanted.State.ToString(), StringComparison.OrdinalIgnoreCase) && there.Description == wanted.Description;
}
