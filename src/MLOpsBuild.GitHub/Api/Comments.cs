using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Comments on the conversation of pull requests.</summary>
public sealed class Comments
{
    /// <summary>What a comment has at most, in UTF-16 characters.</summary>
    public const int MostCharacters = 65_536;

    private readonly GitHubClient _client;

    internal Comments(GitHubClient client) => _client = client;

    /// <summary>All comments of a pull request, the oldest first.</summary>
    public Task<IReadOnlyList<Comment>> ListAsync(int pullRequest, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.PullsRead, $"issues/{pullRequest}/comments?per_page={Calls.PageSize}"), ApiJson.Default.CommentArray, page => page, cancellationToken);

    /// <summary>Writes a comment. When the answer is lost, a comment of ours with the same text is taken for it.</summary>
    /// <exception cref="ArgumentException">The text is longer than a comment may be.</exception>
    public async Task<Comment> CreateAsync(int pullRequest, string body, CancellationToken cancellationToken = default)
    {
        var request = _client.Send(HttpMethod.Post, Permission.PullsWrite, $"issues/{pullRequest}/comments", new CommentBody(Checked(body)), ApiJson.Default.CommentBody);
        return await Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.Comment, cancellationToken),
            () => FindAsync(pullRequest, body, cancellationToken),
            _client.Time,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes another text into a comment.</summary>
    /// <exception cref="ArgumentException">The text is longer than a comment may be.</exception>
    public Task<Comment> UpdateAsync(long comment, string body, CancellationToken cancellationToken = default) => _client.SendAsync(
        _client.Send(HttpMethod.Patch, Permission.PullsWrite, $"issues/comments/{comment}", new CommentBody(Checked(body)), ApiJson.Default.CommentBody),
        ApiJson.Default.Comment,
        cancellationToken);

    /// <summary>Deletes a comment; one that is gone already is as good as deleted.</summary>
    public Task DeleteAsync(long comment, CancellationToken cancellationToken = default) =>
        _client.DeleteAsync(Permission.PullsWrite, $"issues/comments/{comment}", cancellationToken);

    private async Task<Comment?> FindAsync(int pullRequest, string body, CancellationToken cancellationToken)
    {
        var login = await _client.LoginAsync(cancellationToken).ConfigureAwait(false);
        var all = await ListAsync(pullRequest, cancellationToken).ConfigureAwait(false);
        return all.LastOrDefault(c => c.User?.Is(login) == true && c.Body.ReplaceLineEndings("\n").TrimEnd() == body.ReplaceLineEndings("\n").TrimEnd());
    }

    private static string Checked(string body) =>
        body.Length <= MostCharacters ? body : throw new ArgumentException($"The comment has {body.Length} characters; GitHub takes at most {MostCharacters}.", nameof(body));
}
