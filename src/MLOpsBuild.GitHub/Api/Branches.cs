using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>A branch.</summary>
/// <param name="Ref">Its full name: <c>refs/heads/main</c>.</param>
/// <param name="Object">What it points to.</param>
public sealed record Branch(string Ref, BranchHead Object);

/// <summary>What a branch points to.</summary>
/// <param name="Sha">The commit.</param>
public sealed record BranchHead(string Sha);

/// <summary>A branch to make.</summary>
/// <param name="Ref">Its full name.</param>
/// <param name="Sha">The commit.</param>
internal sealed record NewBranch(string Ref, string Sha);

/// <summary>Where a branch shall go.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="Force">Whether commits may be left behind.</param>
internal sealed record BranchMove(string Sha, bool Force);

/// <summary>Branches. Commits come by <c>git push</c>; this only points to them.</summary>
public sealed class Branches
{
    private readonly GitHubClient _client;

    internal Branches(GitHubClient client) => _client = client;

    /// <summary>The branch of that name; null when there is none.</summary>
    public Task<Branch?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        _client.FindAsync(_client.Get(Permission.ContentsRead, $"git/ref/heads/{ApiPath.Below(name)}"), ApiJson.Default.Branch, cancellationToken);

    /// <summary>Makes a branch at a commit that GitHub has. When the answer is lost, the branch at that commit is taken for it.</summary>
    public Task<Branch> CreateAsync(string name, string commit, CancellationToken cancellationToken = default)
    {
        var request = _client.Send(HttpMethod.Post, Permission.ContentsWrite, $"git/refs", new NewBranch("refs/heads/" + name, commit), ApiJson.Default.NewBranch);
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.Branch, cancellationToken),
            async () => await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } there && there.Object.Sha == commit ? there : null,
            _client.Time,
            cancellationToken);
    }

    /// <summary>Moves a branch forward to a commit that GitHub has; a move that would leave commits behind is refused.</summary>
    public Task<Branch> MoveAsync(string name, string commit, CancellationToken cancellationToken = default) => _client.SendAsync(
        _client.Send(HttpMethod.Patch, Permission.ContentsWrite, $"git/refs/heads/{ApiPath.Below(name)}", new BranchMove(commit, Force: false), ApiJson.Default.BranchMove),
        ApiJson.Default.Branch,
        cancellationToken);
}
