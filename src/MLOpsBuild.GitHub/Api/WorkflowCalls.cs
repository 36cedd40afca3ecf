using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Dispatches, runs and artifacts of workflows.</summary>
public sealed class WorkflowCalls
{
    private readonly GitHubClient _client;

    internal WorkflowCalls(GitHubClient client) => _client = client;

    /// <summary>Tells workflows that something happened. It leaves nothing to look for, so after a lost answer it is never sent again.</summary>
    public Task DispatchAsync(RepositoryDispatch dispatch, CancellationToken cancellationToken = default) =>
        _client.SendAsync(_client.Send(HttpMethod.Post, Permission.ContentsWrite, $"dispatches", dispatch, ApiJson.Default.RepositoryDispatch), cancellationToken);

    /// <summary>Starts a workflow. Its run shows up only after a while, so after a lost answer it is never sent again.</summary>
    /// <param name="workflow">The name of its file: <c>ci.yml</c>.</param>
    /// <param name="dispatch">Where and with what.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task DispatchAsync(string workflow, WorkflowDispatch dispatch, CancellationToken cancellationToken = default) =>
        _client.SendAsync(_client.Send(HttpMethod.Post, Permission.ActionsWrite, $"actions/workflows/{workflow}/dispatches", dispatch, ApiJson.Default.WorkflowDispatch), cancellationToken);

    /// <summary>The runs of a workflow on a commit.</summary>
    public Task<IReadOnlyList<WorkflowRun>> RunsAsync(string workflow, string commit, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.ActionsRead, $"actions/workflows/{workflow}/runs?head_sha={commit}&per_page={Calls.PageSize}"), ApiJson.Default.WorkflowRunPage, page => page.WorkflowRuns, cancellationToken);

    /// <summary>What a run left.</summary>
    public Task<IReadOnlyList<Artifact>> ArtifactsAsync(long run, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.ActionsRead, $"actions/runs/{run}/artifacts?per_page={Calls.PageSize}"), ApiJson.Default.ArtifactPage, page => page.Artifacts, cancellationToken);
}
