using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines.Lineage;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What a checkout knows of where models came from: its records, and in Git the data lock, the pipeline locks and the environments with their history.</summary>
/// <param name="Graph">Models, partitions and places.</param>
/// <param name="Partitions">The partitions of the data lock, today's and all earlier ones.</param>
/// <param name="Placements">Where packages are and were.</param>
/// <param name="Notes">What could not be read.</param>
internal sealed record LineageSources(LineageGraph Graph, PartitionNames Partitions, IReadOnlyList<Placement> Placements, IReadOnlyList<string> Notes)
{
    /// <summary>Reads everything.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="environments">The names of its environments.</param>
    public static LineageSources Read(Session session, IReadOnlyList<string> environments)
    {
        var notes = new List<string>();
        var partitions = PartitionsOf(session);
        var placements = PlacementsOf(session, environments).ToArray();
        var log = RunLog.Of(session.Workspace);
        // Records are many and do not depend on each other.
        var recorded = log.Ids().AsParallel().AsOrdered().Select(id => OfRecord(log, id, partitions)).OfType<ModelOrigin>().ToArray();
        var accepted = session.PipelineNames.SelectMany(p => AcceptedIn(session, p, partitions, notes)).ToArray();
        var models = recorded.Concat(accepted).Select(o => o.Model).ToHashSet();
        var packages = placements.Select(p => p.Package).Concat(session.Workspace.Store.Tags().Where(t => t.Name.StartsWith("models/", StringComparison.Ordinal)).Select(t => t.Descriptor.Digest)).Distinct();
        if (session.Git is null) notes.Add("! There is no Git repository here: what was accepted and promoted is not known.");
        else if (session.Git.IsShallow()) notes.Add("! This clone is shallow, so older commits are missing; 'git fetch --unshallow' fetches them.");
        return new LineageSources(new LineageGraph(recorded.Concat(accepted), packages.SelectMany(p => Held(session, p, models)), placements), partitions, placements, notes);
    }

    private static ModelOrigin? OfRecord(RunLog log, string id, PartitionNames partitions)
    {
        try
        {
            return ModelOrigin.Of(log.Find(id), partitions);
        }
        catch (Pipelines.ConfigurationException)
        {
            // 'runs list' names records that cannot be read.
            return null;
        }
    }

    private static PartitionNames PartitionsOf(Session session)
    {
        var names = File.Exists(session.Workspace.DataLockPath) ? PartitionNames.None.With(session.Lock) : PartitionNames.None;
        foreach (var (_, content) in Versions(session, "data.lock.json"))
        {
            try
            {
                names = names.With(DataLock.Parse(content, "data.lock.json"));
            }
            catch (DataFileException)
            {
                // 'data log' tells of versions that cannot be read.
            }
        }

        return names;
    }

    private static IEnumerable<ModelOrigin> AcceptedIn(Session session, string pipeline, PartitionNames partitions, List<string> notes)
    {
        var path = session.Workspace.Show(Path.Combine(session.Workspace.PipelineFolder(pipeline), PipelineLock.FileName));
        foreach (var (commit, content) in Versions(session, path))
        {
            ModelOrigin? origin = null;
            try
            {
                origin = ModelOrigin.Of(pipeline, StepJson.Read<PipelineLock>(content), partitions, commit.Hash, commit.Date);
            }
            catch (JsonException)
            {
                notes.Add($"! {commit.Hash[..10]}: {path} cannot be read in this commit; left out.");
            }

            if (origin is not null) yield return origin;
        }
    }

    private static IEnumerable<Placement> PlacementsOf(Session session, IReadOnlyList<string> environments)
    {
        foreach (var environment in environments)
        {
            var path = EnvironmentFile.PathOf(environment);
            var now = Digest(File.ReadAllBytes(Path.Combine(session.Workspace.Root, path)), path);
            var told = false;
            // Only a commit that changed the digest is a promotion: newest first, each held against the one before it.
            (GitCommit Commit, Digest? Package)[] versions = [.. Versions(session, path).Select(v => (v.Commit, Digest(v.Content, path)))];
            for (var i = 0; i < versions.Length; i++)
            {
                if (versions[i].Package is not { } package || (i + 1 < versions.Length && versions[i + 1].Package == package)) continue;
                var isCurrent = !told && package == now;
                told |= isCurrent;
                yield return new Placement(environment, package, versions[i].Commit.Hash, versions[i].Commit.Date, isCurrent);
            }

            if (!told && now is { } uncommitted) yield return new Placement(environment, uncommitted, null, null, true);
        }
    }

    private static Digest? Digest(byte[] content, string path)
    {
        try
        {
            return EnvironmentFile.Parse(content, path).Digest;
        }
        catch (InvalidFileException)
        {
            return null;
        }
    }

    private static IEnumerable<(GitCommit Commit, byte[] Content)> Versions(Session session, string path)
    {
        if (session.Git is not { } git) return [];
        var inside = Path.GetRelativePath(git.Root, Path.Combine(session.Workspace.Root, path)).Replace('\\', '/');
        return git.VersionsOf(inside).Where(v => v.Content is not null).Select(v => (v.Commit, v.Content!));
    }

    /// <summary>A package holds the model's bytes as they are, so its manifest names the model.</summary>
    private static IEnumerable<(Digest Package, Digest Model)> Held(Session session, Digest package, HashSet<Digest> models)
    {
        if (!session.Workspace.Store.Contains(package)) return [];
        try
        {
            return OciManifest.Parse(session.Workspace.Store.Get(package)).Layers.Select(l => l.Digest).Where(models.Contains).Select(model => (package, model));
        }
        catch (Exception problem) when (problem is JsonException or InvalidDataException or ContentCorruptException)
        {
            return [];
        }
    }
}
