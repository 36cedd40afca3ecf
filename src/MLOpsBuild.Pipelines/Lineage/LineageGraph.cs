using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Lineage;

/// <summary>A package's time in an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Package">The package.</param>
/// <param name="Commit">The commit that put it there; null for a change that is not committed.</param>
/// <param name="At">When; null for a change that is not committed.</param>
/// <param name="IsCurrent">True when it is there now.</param>
public sealed record Placement(string Environment, Digest Package, string? Commit, DateTimeOffset? At, bool IsCurrent);

/// <summary>A model with all that is known of where it came from and where it went.</summary>
/// <param name="Model">The model.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Origins">Its makings, newest first.</param>
/// <param name="Packages">The packages that hold it.</param>
/// <param name="Placements">Where its packages are and were, newest first.</param>
public sealed record ModelLineage(Digest Model, string Pipeline, IReadOnlyList<ModelOrigin> Origins, IReadOnlyList<Digest> Packages, IReadOnlyList<Placement> Placements)
{
    /// <summary>The partitions that went into it, in order of place and use.</summary>
    public IReadOnlyList<UsedPartition> Partitions => [.. Origins.SelectMany(o => o.Partitions).Distinct().OrderBy(u => u.Partition.Place, StringComparer.Ordinal).ThenBy(u => u.Use)];

    /// <summary>What a partition was for in it, in order.</summary>
    public IReadOnlyList<PartitionUse> UsesOf(Digest partition) => [.. Partitions.Where(u => u.Partition.Digest == partition).Select(u => u.Use).Distinct().Order()];
}

/// <summary>Which model came from which data, both ways.</summary>
public sealed class LineageGraph
{
    private readonly Dictionary<Digest, ModelLineage> _models;

    /// <summary>Puts the graph together.</summary>
    /// <param name="origins">The makings of models: from records, and from pipeline locks of commits.</param>
    /// <param name="contents">The models that packages hold.</param>
    /// <param name="placements">Where packages are and were.</param>
    public LineageGraph(IEnumerable<ModelOrigin> origins, IEnumerable<(Digest Package, Digest Model)> contents, IReadOnlyList<Placement> placements)
    {
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(placements);
        var byModel = origins.GroupBy(o => o.Model).ToArray();
        var packages = contents.Concat(byModel.SelectMany(g => g).Where(o => o.Package is not null).Select(o => (Package: o.Package!.Value, o.Model))).Distinct().ToLookup(c => c.Model, c => c.Package);
        _models = byModel.ToDictionary(g => g.Key, g =>
        {
            Digest[] held = [.. packages[g.Key].Distinct().Order()];
            return new ModelLineage(
                g.Key,
                g.First().Pipeline,
                [.. g.OrderByDescending(o => o.At).ThenByDescending(o => o.Run, StringComparer.Ordinal)],
                held,
                [.. placements.Where(p => held.Contains(p.Package)).OrderByDescending(p => p.At ?? DateTimeOffset.MaxValue).ThenBy(p => p.Environment, StringComparer.Ordinal)]);
        });
    }

    /// <summary>All models, the one that was made last first.</summary>
    public IReadOnlyList<ModelLineage> Models => [.. _models.Values.OrderByDescending(m => m.Origins[0].At).ThenBy(m => m.Model)];

    /// <summary>A model; null when nothing is known of it.</summary>
    public ModelLineage? Find(Digest model) => _models.GetValueOrDefault(model);

    /// <summary>The models that a partition went into, the one that was made last first.</summary>
    public IReadOnlyList<ModelLineage> BuiltOn(Digest partition) => [.. Models.Where(m => m.UsesOf(partition).Count > 0)];
}
