using MLOpsBuild.GitHub.Api;

namespace MLOpsBuild.GitHub.Checks;

/// <summary>Writes a check run for each gate. One that broke off goes on where it stopped; one that is whole is left alone.</summary>
internal sealed class GateChecks(GitHubApi api)
{
    private const int MostLost = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task WriteAsync(string commit, GateCheck check, CancellationToken cancellationToken)
    {
        var found = await FindAsync(commit, check, cancellationToken).ConfigureAwait(false);
        if (found is not null && found.Status == "completed" && found.Output.AnnotationsCount >= check.Annotations.Count) return;
        var first = Next(check, 0);
        var run = found ?? await api.CheckRuns.CreateAsync(new NewCheckRun(check.Name, commit, check.ExternalId, first.Status, first.Conclusion, first.Output), cancellationToken).ConfigureAwait(false);
        var sent = found?.Output.AnnotationsCount ?? first.Output.Annotations.Count;
        var isDone = found is null && first.Status == CheckProgress.Completed;
        for (var lost = 0; !isDone;)
        {
            var next = Next(check, sent);
            try
            {
                await api.CheckRuns.UpdateAsync(run.Id, next, cancellationToken).ConfigureAwait(false);
                sent += next.Output.Annotations.Count;
                isDone = next.Status == CheckProgress.Completed;
            }
            catch (GitHubException problem) when (problem.MayHaveHappened && lost++ < MostLost)
            {
                // How many annotations arrived says whether the call was carried out, once GitHub shows them everywhere.
                await Task.Delay(Pause, api.Time, cancellationToken).ConfigureAwait(false);
                sent = (await FindAsync(commit, check, cancellationToken).ConfigureAwait(false))?.Output.AnnotationsCount ?? sent;
            }
        }
    }

    // Another check run of the same name may be newer and say something else: then ours of before is history, and a new one is made.
    private async Task<CheckRun?> FindAsync(string commit, GateCheck check, CancellationToken cancellationToken)
    {
        var login = await api.LoginAsync(cancellationToken).ConfigureAwait(false);
        var latest = await api.CheckRuns.LatestAsync(commit, check.Name, cancellationToken).ConfigureAwait(false);
        var ours = latest.Where(r => r.Name == check.Name && r.App?.Slug is { } slug && new Actor(slug + "[bot]").Is(login)).MaxBy(r => r.Id);
        return ours?.ExternalId == check.ExternalId ? ours : null;
    }

    /// <summary>The next annotations, and with the last ones the end.</summary>
    private static CheckRunChange Next(GateCheck check, int sent)
    {
        var batch = check.Annotations.Skip(sent).Take(CheckRuns.MostAnnotations).ToArray();
        var output = new CheckOutput(check.Title, check.Summary, batch);
        return sent + batch.Length >= check.Annotations.Count
            ? new CheckRunChange(CheckProgress.Completed, check.Conclusion, output)
            : new CheckRunChange(CheckProgress.InProgress, null, output);
    }
}
