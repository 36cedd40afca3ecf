using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Lineage;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops lineage WHAT</c>: from data to every model built on it, and back.</summary>
internal static class LineageCommand
{
    private const int LeastOfDigest = 6;

    public static Command Create(CommandHost host)
    {
        var what = host.Shared.Name("WHAT", "A partition (DATASET/PARTITION), a run, an environment, or the digest of a partition, a model or a package, or its beginning", Known);
        var verb = new Verb(
            "lineage",
            "Show every model built on a partition, with runs, packages and environments; or the data, code and parameters behind a model",
            "mlops lineage orders/2024-01",
            "mlops lineage production",
            "mlops lineage latest --json | jq '.result.partitions'",
            "mlops lineage 3fa94c2b71d0") { what };
        host.Handle(verb, (call, stop) => call.WhileAsync("Following the lineage", () => Task.Run(() => Find(call.Session, call.Get(what)!), stop)));
        return verb;
    }

    private static IEnumerable<string> Known(string root) =>
    [
        .. Data.DataLock.Load(Path.Combine(root, "data.lock.json")).Datasets.SelectMany(d => d.Value.Partitions.Select(p => $"{d.Key}/{p.Name}")),
        .. Place.Environments(root),
        .. Place.Runs(root),
    ];

    private static Reply Find(Session session, string what)
    {
        var sources = LineageSources.Read(session, Place.Environments(session.Workspace.Root));
        if (what.Contains('/', StringComparison.Ordinal)) return LineageText.Forward(sources, PartitionsAt(sources, what));
        if (Place.Environments(session.Workspace.Root).Contains(what)) return OfEnvironment(sources, what);
        if (ByDigest(sources, what) is { } found) return found;
        if (sources.Partitions.All.Any(p => p.Dataset == what)) throw new ConfigurationException($"{what} is a dataset; name one of its partitions: {string.Join(", ", sources.Partitions.All.Where(p => p.Dataset == what).Select(p => p.Place).Distinct().Take(12))}.");
        return OfRun(session, sources, what);
    }

    /// <summary>Of a partition that was replaced, all the bytes that it had.</summary>
    private static NamedPartition[] PartitionsAt(LineageSources sources, string place)
    {
        NamedPartition[] found = [.. sources.Partitions.All.Where(p => p.Place == place)];
        string[] known = [.. sources.Partitions.All.Select(p => p.Place).Distinct()];
        return found.Length > 0 ? found : throw new ConfigurationException($"No data lock, of today or of an earlier commit, has a partition '{place}'. {NearestName.Hint(place, known)}");
    }

    private static Reply OfEnvironment(LineageSources sources, string environment)
    {
        var now = sources.Placements.FirstOrDefault(p => p.Environment == environment && p.IsCurrent) ?? throw new ConfigurationException($"Nothing is promoted to {environment} yet.");
        return sources.Graph.Models.FirstOrDefault(m => m.Packages.Contains(now.Package)) is { } model
            ? LineageText.Backward(sources, model, null)
            : throw new ConfigurationException($"{environment} has {now.Package}, and which model that holds is not known here: its package is not in the store. './build.sh Package' makes it.");
    }

    private static Reply? ByDigest(LineageSources sources, string what)
    {
        var hex = what.StartsWith("sha256:", StringComparison.Ordinal) ? what["sha256:".Length..] : what;
        if (hex.Length < LeastOfDigest || !hex.All(char.IsAsciiHexDigitLower)) return null;
        var partitions = sources.Partitions.All.Where(p => Begins(p.Digest)).ToArray();
        var models = sources.Graph.Models.Where(m => Begins(m.Model) || m.Packages.Any(Begins)).ToArray();
        if (partitions.Length + models.Length > 1)
        {
            var names = partitions.Select(p => $"partition {p.Place} {p.Digest}").Concat(models.Select(m => $"model {m.Model} of {m.Pipeline}"));
            throw new ConfigurationException($"'{what}' could be {string.Join(" or ", names.Take(5))}.");
        }

        return partitions.Length == 1 ? LineageText.Forward(sources, partitions) : models.Length == 1 ? LineageText.Backward(sources, models[0], null) : null;
        bool Begins(Digest digest) => digest.Hex.StartsWith(hex, StringComparison.Ordinal);
    }

    private static Reply OfRun(Session session, LineageSources sources, string what)
    {
        var log = RunLog.Of(session.Workspace);
        string id;
        try
        {
            id = log.Resolve(what);
        }
        catch (ConfigurationException problem)
        {
            throw new ConfigurationException($"'{what}' is no partition (DATASET/PARTITION), environment, or digest that is known here. {problem.Message}", problem);
        }

        var model = sources.Graph.Models.FirstOrDefault(m => m.Origins.Any(o => o.Run == id)) ?? throw new ConfigurationException($"Run {id} made no model.");
        return LineageText.Backward(sources, model, model.Origins.First(o => o.Run == id));
    }
}
