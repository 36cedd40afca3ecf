using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Restoring and compiling the repository itself. What is up to date is said by a stamp beside the output, so that both go together.</summary>
public static class Solution
{
    /// <summary>Restores packages.</summary>
    public static Task<Outcome> Restore(Session session, CancellationToken cancellationToken = default) =>
        Once(session, "restore", SourceDigest.OfLocks(session.Workspace.Root), ["restore", "MLOpsBuild.sln", "-v", "quiet"], cancellationToken);

    /// <summary>Compiles the solution.</summary>
    public static Task<Outcome> Compile(Session session, CancellationToken cancellationToken = default) => Once(
        session,
        "compile",
        SourceDigest.OfSources(session.Workspace.Root),
        ["build", "MLOpsBuild.sln", "-c", "Release", .. Restored(session.Workspace.Root), "-v", "quiet", "-p:UseSharedCompilation=false"],
        cancellationToken);

    // The stamp of the restore outlives intermediate output that somebody deleted, or that a copied checkout never had.
    private static string[] Restored(string root) => SourceDigest.Projects(root).All(project => File.Exists(Path.Combine(root, "artifacts", "obj", project, "project.assets.json"))) ? ["--no-restore"] : [];

    private static async Task<Outcome> Once(Session session, string name, Digest sources, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = session.Workspace.Root;
        var stamp = Path.Combine(root, "artifacts", name + ".stamp");
        var before = File.Exists(stamp) ? await File.ReadAllTextAsync(stamp, cancellationToken).ConfigureAwait(false) : null;
        if (before == sources.ToString()) return Outcome.Done("cached: no source has changed");
        var result = await ChildProcess.RunAsync("dotnet", [.. arguments, "--nologo"], root, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            var lost = result.Output.Contains("NU1301", StringComparison.Ordinal);
            return Outcome.Failed($"dotnet {arguments[0]} failed:{Environment.NewLine}{result.Output.Trim()}", lost ? ExitCodes.EnvironmentFailed : ExitCodes.GateFailed);
        }

        await File.WriteAllTextAsync(stamp, sources.ToString(), cancellationToken).ConfigureAwait(false);
        return Outcome.Done(before is null ? "first time in this checkout" : "sources have changed");
    }
}
