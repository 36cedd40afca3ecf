using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Search;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Finds the repository and the names in it, without opening more than is needed.</summary>
internal static class Place
{
    /// <summary>The folder that marks a repository's root.</summary>
    public const string Marker = ".nuke";

    // Completion must be quick, however many runs there are.
    private const int RecentRuns = 20;

    /// <summary>The repository's root, from a folder upward; null for none.</summary>
    public static string? FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, Marker))) return at.FullName;
        }

        return null;
    }

    /// <summary>The repository's root.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string Root(string folder) => FindRoot(folder)
        ?? throw new ConfigurationException($"No repository here: neither {folder} nor a folder above it has a '{Marker}' folder. Change into a checkout and try again.");

    /// <summary>The names of the locked datasets; none when the lock can not be read.</summary>
    public static IReadOnlyList<string> Datasets(string root)
    {
        try
        {
            return [.. DataLock.Load(Path.Combine(root, "data.lock.json")).Datasets.Keys];
        }
        catch (Exception problem) when (problem is IOException or DataFileException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The names of the environments.</summary>
    public static IReadOnlyList<string> Environments(string root)
    {
        var folder = Path.GetDirectoryName(Path.Combine(root, EnvironmentFile.PathOf("any")))!;
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)!).Where(n => !n.StartsWith('.')).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The names of the checks of all pipelines.</summary>
    public static IReadOnlyList<string> Checks(string root)
    {
        var folder = Path.Combine(root, "pipelines");
        var pipelines = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(p => File.Exists(Path.Combine(p, GatesFile.FileName))) : [];
        return [.. pipelines.SelectMany(p => GatesFile.Read(new Workspace(root), Path.GetFileName(p)).Checks.Keys).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of the steps of recent runs.</summary>
    public static IReadOnlyList<string> Steps(string root, string? pipeline) =>
        [.. RunLog.Of(new Workspace(root)).All().Where(r => pipeline is null || r.Pipeline == pipeline).Take(RecentRuns).SelectMany(r => r.Steps).Select(s => s.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The names of runs, newest first.</summary>
    public static IReadOnlyList<string> Runs(string root) => ["latest", .. RunLog.Of(new Workspace(root)).Ids()];

    /// <summary>What runs can be filtered and sorted by.</summary>
    public static IReadOnlyList<string> RunNames(string root) => new RunTable(new RunIndex(RunLog.Of(new Workspace(root))).Read().Runs).Names;

    /// <summary>The metrics that runs have.</summary>
    public static IReadOnlyList<string> RunMetrics(string root) => new RunTable(new RunIndex(RunLog.Of(new Workspace(root))).Read().Runs).Metrics;

    /// <summary>The packages of the local store: by tag, and those that runs made.</summary>
    public static IReadOnlyList<LocalPackage> Packages(Workspace workspace)
    {
        var tagged = workspace.Store.Tags().Where(t => t.Name.StartsWith("models/", StringComparison.Ordinal)).Select(t => (t.Descriptor.Digest, Pipeline: t.Name["models/".Length..], Newest: true, Run: (RunSummary?)null));
        var made = new RunIndex(RunLog.Of(workspace)).Read().Runs.Where(r => r.Package is not null).Select(r => (Digest: r.Package!.Value, r.Pipeline, Newest: false, Run: (RunSummary?)r));
        return [.. tagged.Concat(made).Where(p => workspace.Store.Contains(p.Digest))
            .GroupBy(p => (p.Pipeline, p.Digest))
            .Select(g => new LocalPackage(g.Key.Digest, g.Key.Pipeline, g.Any(p => p.Newest), g.Select(p => p.Run).OfType<RunSummary>().FirstOrDefault()))
            .OrderBy(p => p.Pipeline, StringComparer.Ordinal).ThenByDescending(p => p.IsNewest).ThenByDescending(p => p.Run?.Id, StringComparer.Ordinal)];
    }
}

/// <summary>A model package in the local store.</summary>
/// <param name="Digest">Its manifest.</param>
/// <param name="Pipeline">Whose model it is.</param>
/// <param name="IsNewest">True when the pipeline's tag names it.</param>
/// <param name="Run">The newest run that made it; null when it came from elsewhere.</param>
internal sealed record LocalPackage(Digest Digest, string Pipeline, bool IsNewest, RunSummary? Run);
