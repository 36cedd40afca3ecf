using System.Diagnostics;
using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.GitHub.Workflows;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What concerns the repository as a whole.</summary>
public static class Repository
{
    /// <summary>Writes the workflow files that are out of date.</summary>
    public static Task<Outcome> WriteWorkflows(Session session, CancellationToken cancellationToken = default)
    {
        var written = WorkflowFiles.Write(session.Workspace.Root, Options(session));
        return Task.FromResult(Outcome.Done(written.Count == 0 ? "up to date" : $"{written.Count} written", [.. written]));
    }

    /// <summary>Fails where workflow files are missing or are not what would be written.</summary>
    public static Task<Outcome> CheckWorkflows(Session session, CancellationToken cancellationToken = default)
    {
        var stale = WorkflowFiles.Check(session.Workspace.Root, Options(session));
        return Task.FromResult(stale.Count == 0
            ? Outcome.Done("up to date")
            : Outcome.Failed($"Out of date: {string.Join(", ", stale)}. Write them with './build.sh Workflows' and commit them.", ExitCodes.GateFailed));
    }

    private static WorkflowOptions Options(Session session) => new() { Environments = [.. EnvironmentFiles.InOrder(session.Workspace.Root).Select(e => e.Key)] };

    /// <summary>
    /// Kills the default target at random moments in a clone of its own. Each next run must end well and give the same package.
    /// </summary>
    public static async Task<Outcome> Chaos(Session session, int kills, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(session.Workspace.LocalFolder, "scratch", "chaos");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Git.GitRepository.Clone(session.Workspace.Root, folder);
        TakeOutput(session, folder);
        var random = new SeededRandom((ulong)session.Options.Time.GetUtcNow().Ticks);
        var lines = new List<string>();

        var clean = await RunAsync(folder, null, cancellationToken).ConfigureAwait(false);
        if (clean.ExitCode != 0) return Outcome.Failed($"The default target fails before anything is killed:{Environment.NewLine}{clean.Output}", ExitCodes.GateFailed);
        var expected = PackageIn(folder, session);
        var whole = clean.Elapsed;
        for (var kill = 1; kill <= kills; kill++)
        {
            Forget(folder);
            var moment = TimeSpan.FromSeconds(whole.TotalSeconds * random.NextDouble());
            await RunAsync(folder, moment, cancellationToken).ConfigureAwait(false);
            var next = await RunAsync(folder, null, cancellationToken).ConfigureAwait(false);
            var package = PackageIn(folder, session);
            var line = $"kill {kill} of {kills} after {moment.TotalSeconds:F2} s: next run ended with {next.ExitCode} in {next.Elapsed.TotalSeconds:F1} s, package {package?.Short}";
            lines.Add(line);
            session.Progress(line);
            if (next.ExitCode != 0 || package != expected) return Outcome.Failed($"{line}{Environment.NewLine}{next.Output}", ExitCodes.GateFailed);
        }

        return Outcome.Done($"{kills} kills, always {expected?.Short}", lines);
    }

    private static Digest? PackageIn(string folder, Session session) => new ContentStore(Path.Combine(folder, ".mlops", "store")).Resolve(Packaging.TagOf(session.Pipeline.Name))?.Digest;

    /// <summary>What is compiled is taken over, with stamps newer than the clone: it is the work that is to be killed, not the compiler. A dirty checkout compiles anew.</summary>
    private static void TakeOutput(Session session, string clone)
    {
        var artifacts = Path.Combine(session.Workspace.Root, "artifacts");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(artifacts, "bin"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(artifacts, "*.stamp")))
        {
            var target = Path.Combine(clone, "artifacts", Path.GetRelativePath(artifacts, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var stamp = Path.Combine(clone, "artifacts", "host.stamp");
        if (File.Exists(stamp)) File.SetLastWriteTimeUtc(stamp, session.Options.Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Compiled output stays: what is killed is the work, not the compiler.</summary>
    private static void Forget(string folder)
    {
        var local = Path.Combine(folder, ".mlops");
        if (Directory.Exists(local)) Directory.Delete(local, recursive: true);
    }

    private static async Task<(int ExitCode, string Output, TimeSpan Elapsed)> RunAsync(string folder, TimeSpan? killAfter, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = ChildProcess.Start("bash", [Path.Combine(folder, "build.sh")], folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        if (killAfter is { } moment)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            pause.CancelAfter(moment);
            try
            {
                await process.WaitForExitAsync(pause.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false), Stopwatch.GetElapsedTime(started));
    }
}
