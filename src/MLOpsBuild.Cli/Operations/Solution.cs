using MLOpsBuild.Cli.Processes;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Restoring and compiling the repository itself. What is up to date is said by a stamp beside the output, so that both go together.</summary>
public static class Solution
{
    /// <summary>Restores packages.</summary>
    public static Task<Outcome> Restore(Session session, CancellationToken cancellationToken = default) =>
        Once(session, "restore", SourceDigest.Locks(session.Workspace.Root), () => ["restore", "MLOpsBuild.sln", "-v", "quiet"], cancellationToken);

    /// <summary>Compiles the solution.</summary>
    public static Task<Outcome> Compile(Session session, CancellationToken cancellationToken = default) => Once(
        session,
        "compile",
        SourceDigest.Sources(session.Workspace.Root),
        () => ["build", "MLOpsBuild.sln", "-c", "Release", .. Restored(session.Workspace.Root), "-v", "quiet", "-p:UseSharedCompilation=false"],
        cancellationToken);

    /// <summary>Compiles one project, by its folder, and what it needs without optimisation. The compiler itself says what is up to date.</summary>
    internal static async Task<Outcome> CompileForDebugging(Session session, string project, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync("dotnet", ["build", project, "-c", "Debug", "-v", "quiet", "--nologo"], session.Workspace.Root, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 ? Outcome.Done("compiled") : Failure("build", result);
    }

    // The stamp of the restore outlives intermediate output that somebody deleted, or that a copied checkout never had.
    private static string[] Restored(string root) => SourceDigest.Projects(root).All(project => File.Exists(Path.Combine(root, "artifacts", "obj", project, "project.assets.json"))) ? ["--no-restore"] : [];

    private static async Task<Outcome> Once(Session session, string name, IEnumerable<FileInfo> files, Func<string[]> command, CancellationToken cancellationToken)
    {
        var root = session.Workspace.Root;
        var sources = new RememberedDigest(Path.Combine(root, "artifacts", name + ".sources"), session.Options.Time).Of(root, files).ToString();
        var stamp = Path.Combine(root, "artifacts", name + ".stamp");
        var before = File.Exists(stamp) ? await File.ReadAllTextAsync(stamp, cancellationToken).ConfigureAwait(false) : null;
        if (before == sources) return Outcome.Done("cached: no source has changed");
        var arguments = command();
        var result = await ChildProcess.RunAsync("dotnet", [.. arguments, "--nologo"], root, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0) return Failure(arguments[0], result);
        await File.WriteAllTextAsync(stamp, sources, cancellationToken).ConfigureAwait(false);
        return Outcome.Done(before is null ? "first time in this checkout" : "sources have changed");
    }

    private static Outcome Failure(string verb, ChildResult result)
    {
        var lost = result.Output.Contains("NU1301", StringComparison.Ordinal);
        return Outcome.Failed($"dotnet {verb} failed:{Environment.NewLine}{result.Output.Trim()}", lost ? ExitCodes.EnvironmentFailed : ExitCodes.GateFailed);
    }
}
