using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Pull requests.</summary>
public sealed class Pulls
{
    private readonly GitHubClient _client;

    internal Pulls(GitHubClient client) => _client = client;

    /// <summary>The pull request of that number; null when there is none.</summary>
    public Task<Pull?> FindAsync(int number, CancellationToken cancellationToken = default) =>
        _client.FindAsync(_client.Get(Permission.PullsRead, $"pulls/{number}"), ApiJson.Default.Pull, cancellationToken);

    /// <summary>The open pull request from a branch of this repository to another; null when there is none.</summary>
    public async Task<Pull?> FindAsync(string head, string @base, CancellationToken cancellationToken = default)
    {
        var from = $"{_client.Repository.Owner}:{head}";
        var request = _client.Get(Permission.PullsRead, $"pulls?state=open&head={from}&base={@base}&per_page={Calls.PageSize}");
        var all = await _client.ListAsync(request, ApiJson.Default.PullArray, page => page, cancellationToken).ConfigureAwait(false);
        // GitHub leaves out a filter that it does not understand, so what it gives is compared.
        return all.FirstOrDefault(p => p.Head.Ref == head && p.Base.Ref == @base && p.Head.Repo?.Is(_client.Repository) == true);
    }

    /// <summary>The pull requests that a commit is part of.</summary>
    public Task<IReadOnlyList<Pull>> OfCommitAsync(string commit, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.PullsRead, $"commits/{commit}/pulls?per_page={Calls.PageSize}"), ApiJson.Default.PullArray, page => page, cancellationToken);

    /// <summary>Opens a pull request. When the answer is lost, an open one between the same branches is taken for it.</summary>
    public Task<Pull> CreateAsync(NewPull pull, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pull);
        var request = _client.Send(HttpMethod.Post, Permission.PullsWrite, $"pulls", pull, ApiJson.Default.NewPull) with
        {
            Advice = "For a workflow's token, 'Allow GitHub Actions to create and approve pull requests' must also be on, under Settings, Actions, General.",
        };
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.Pull, cancellationToken),
            () => FindAsync(pull.Head, pull.Base, cancellationToken),
            _client.Time,
            cancellationToken);
    }

    /// <summary>Writes other words into a pull request.</summary>
    public Task<Pull> UpdateAsync(int number, PullChange change, CancellationToken cancellationToken = default) => _client.SendAsync(
        _client.Send(HttpMethod.Patch, Permission.PullsWrite, $"pulls/{number}", change, ApiJson.Default.PullChange), ApiJson.Default.Pull, cancellationToken);

    /// <summary>The reviews that there are.</summary>
    public Task<IReadOnlyList<Review>> ReviewsAsync(int number, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.PullsRead, $"pulls/{number}/reviews?per_page={Calls.PageSize}"), ApiJson.Default.ReviewArray, page => page, cancellationToken);

    /// <summary>Asks users to review. Asking the same ones again while they have not answered changes nothing.</summary>
    public Task RequestReviewsAsync(int number, IReadOnlyList<string> users, CancellationToken cancellationToken = default) => _client.SendAsync(
        _client.Send(HttpMethod.Post, Permission.PullsWrite, $"pulls/{number}/requested_reviewers", new ReviewerRequest(users), ApiJson.Default.ReviewerRequest) with { IsRepeatable = true },
        cancellationToken);

    /// <summary>Adds labels; those that are there stay.</summary>
    public Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellationToken = default) => _client.SendAsync(
        _client.Send(HttpMethod.Post, Permission.PullsWrite, $"issues/{number}/labels", new LabelRequest(labels), ApiJson.Default.LabelRequest) with { IsRepeatable = true },
        cancellationToken);
}
