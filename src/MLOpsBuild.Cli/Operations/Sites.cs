using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting.Sites;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The repository's models as pages to publish: the newest report, and the history of what was accepted and served, which is Git's.</summary>
public static class Sites
{
    private const string ReportPage = "report.html";

    /// <summary>Writes <c>.mlops/site</c> in place of the one that was there, with the report that the session has written.</summary>
    public static async Task<Outcome> Write(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Git is not { } git || git.Head() is null) return Outcome.Failed("A site tells a repository's history; this folder has no commit.", ExitCodes.Usage);
        var folder = Path.Combine(session.Workspace.LocalFolder, "site");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        if (session.ReportPath is { } report) File.Copy(report, Path.Combine(folder, ReportPage));
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), SitePage.Write(Compose(session, git)), cancellationToken).ConfigureAwait(false);
        return Outcome.Done("written", session.Workspace.Show(Path.Combine(folder, "index.html")));
    }

    private static SiteModel Compose(Session session, GitRepository git) => new(
        NameOf(git),
        [.. session.PipelineNames.Select(name => new PipelineHistory(name, name == session.Pipeline.Name && session.ReportPath is not null ? ReportPage : null, Accepted(git, name)))],
        [.. EnvironmentFiles.InOrder(session.Workspace.Root).Select(e => new EnvironmentHistory(
            e.Key, [.. Delivery.Promotion.History.Of(git, e.Key).Select(c => new ServedVersion(c.Commit, c.At, c.Subject, c.Digest))]))]);

    // As its remote calls it: a clone's folder may have any name.
    private static string NameOf(GitRepository git)
    {
        var name = Path.GetFileName((git.AddressOf("origin") ?? git.Root).TrimEnd('/'));
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^".git".Length] : name;
    }

    // A version that cannot be read was none that anybody could build on.
    private static IReadOnlyList<AcceptedVersion> Accepted(GitRepository git, string pipeline) =>
    [
        .. git.VersionsOf($"pipelines/{pipeline}/{MetricsSnapshot.FileName}").Reverse()
            .Select(v => (v.Commit, Snapshot: Read(v.Content))).Where(v => v.Snapshot is not null)
            .Select(v => new AcceptedVersion(v.Commit.Hash, v.Commit.Date, v.Commit.Subject, v.Snapshot!.Model, v.Snapshot.Metrics.ToDictionary(
                m => m.Key, m => new AcceptedValue(m.Value.Value, m.Value.Direction, m.Value.Interval?[0], m.Value.Interval?[1]), StringComparer.Ordinal))),
    ];

    private static MetricsSnapshot? Read(byte[]? content)
    {
        try
        {
            return content is null ? null : StepJson.Read<MetricsSnapshot>(content);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
