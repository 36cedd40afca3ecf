using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Check runs of commits. GitHub lets only Apps write them, and a workflow's token, which is one of an App.</summary>
public sealed class CheckRuns
{
    /// <summary>What a call takes at most.</summary>
    public const int MostAnnotations = 50;

    /// <summary>What a summary has at most, in UTF-16 characters.</summary>
    public const int MostCharacters = 65_535;

    private readonly GitHubClient _client;

    internal CheckRuns(GitHubClient client) => _client = client;

    /// <summary>The latest check runs of that name on a commit, one of each App.</summary>
    public Task<IReadOnlyList<CheckRun>> LatestAsync(string commit, string name, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.ChecksRead, $"commits/{commit}/check-runs?check_name={name}&filter=latest&per_page={Calls.PageSize}"),
        ApiJson.Default.CheckRunPage,
        page => page.CheckRuns,
        cancellationToken);

    /// <summary>Makes a check run. When the answer is lost, one with the same external id is taken for it.</summary>
    public Task<CheckRun> CreateAsync(NewCheckRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        Check(run.Output);
        var request = _client.Send(HttpMethod.Post, Permission.ChecksWrite, $"check-runs", run, ApiJson.Default.NewCheckRun) with { Advice = "A user's token cannot write checks." };
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.CheckRun, cancellationToken),
            async () => (await LatestAsync(run.HeadSha, run.Name, cancellationToken).ConfigureAwait(false)).FirstOrDefault(r => r.ExternalId == run.ExternalId),
            _client.Time,
            cancellationToken);
    }

    /// <summary>Changes a check run. Its annotations are added, so a call whose answer is lost is not sent again: see how many there are.</summary>
    public Task<CheckRun> UpdateAsync(long run, CheckRunChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        Check(change.Output);
        var request = _client.Send(HttpMethod.Patch, Permission.ChecksWrite, $"check-runs/{run}", change, ApiJson.Default.CheckRunChange) with { IsRepeatable = change.Output.Annotations.Count == 0 };
        return _client.SendAsync(request, ApiJson.Default.CheckRun, cancellationToken);
    }

    private static void Check(CheckOutput output)
    {
        if (output.Annotations.Count > MostAnnotations) throw new ArgumentException($"The call has {output.Annotations.Count} annotations; GitHub takes at most {MostAnnotations}.", nameof(output));
        if (output.Summary.Length > MostCharacters) throw new ArgumentException($"The summary has {output.Summary.Length} characters; GitHub takes at most {MostCharacters}.", nameof(output));
    }
}
