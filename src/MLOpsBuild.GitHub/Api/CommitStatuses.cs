using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Statuses of commits.</summary>
public sealed class CommitStatuses
{
    /// <summary>What a description has at most, in UTF-16 characters.</summary>
    public const int MostCharacters = 140;

    private readonly GitHubClient _client;

    internal CommitStatuses(GitHubClient client) => _client = client;

    /// <summary>All statuses that a commit ever had, the latest first.</summary>
    public Task<IReadOnlyList<CommitStatus>> ListAsync(string commit, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.StatusesRead, $"commits/{commit}/statuses?per_page={Calls.PageSize}"), ApiJson.Default.CommitStatusArray, page => page, cancellationToken);

    /// <summary>Sets a status. When the answer is lost and the latest of its context says the same, that one is taken for it.</summary>
    public Task<CommitStatus> CreateAsync(string commit, NewCommitStatus status, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(status);
        var request = _client.Send(HttpMethod.Post, Permission.StatusesWrite, $"statuses/{commit}", status, ApiJson.Default.NewCommitStatus);
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.CommitStatus, cancellationToken),
            async () => (await ListAsync(commit, cancellationToken).ConfigureAwait(false))
                .FirstOrDefault(s => string.Equals(s.Context, status.Context, StringComparison.OrdinalIgnoreCase)) is { } latest && latest.Says(status) ? latest : null,
            _client.Time,
            cancellationToken);
    }
}
