using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Lineage;

/// <summary>The steps of a run as what they are: arrows from digests to digests.</summary>
internal sealed class StepFlow
{
    // As pipelines name the step that measures.
    private const string Measure = "evaluate";

    private readonly IReadOnlyList<OriginStep> _steps;
    private readonly Dictionary<Digest, OriginStep> _makers = [];

    public StepFlow(IReadOnlyList<OriginStep> steps)
    {
        _steps = steps;
        foreach (var step in steps)
        {
            foreach (var output in step.Outputs.Values) _makers.TryAdd(output, step);
        }
    }

    /// <summary>The steps that lead to a digest, in order of name.</summary>
    public IReadOnlyList<OriginStep> Behind(Digest digest) => [.. Walk([digest]).Steps.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The partitions behind a model and behind its measures.</summary>
    public IReadOnlyList<UsedPartition> Partitions(Digest model, PartitionNames names)
    {
        var training = Walk([model]);
        var used = new HashSet<UsedPartition>();
        foreach (var partition in training.Leaves.Select(names.Find).OfType<NamedPartition>())
        {
            // The step of a partition's own rows ends in its name; what it reads beside them is history.
            var isOwn = training.Steps.Any(s => s.Name.EndsWith("@" + partition.Name, StringComparison.Ordinal) && s.Inputs.ContainsValue(partition.Digest)) || !training.Steps.Any(s => s.Name.Contains('@', StringComparison.Ordinal) && s.Inputs.ContainsValue(partition.Digest));
            used.Add(new UsedPartition(partition, isOwn ? PartitionUse.Training : PartitionUse.History));
        }

        if (_steps.FirstOrDefault(s => s.Name == Measure) is { } measure)
        {
            var evaluation = Walk(measure.Inputs.Values.Where(d => d != model));
            used.UnionWith(evaluation.Leaves.Select(names.Find).OfType<NamedPartition>().Select(p => new UsedPartition(p, PartitionUse.Evaluation)));
        }

        return [.. used.OrderBy(u => u.Partition.Place, StringComparer.Ordinal).ThenBy(u => u.Use)];
    }

    /// <summary>Everything behind some digests: the steps, and the digests that no step made.</summary>
    private (HashSet<OriginStep> Steps, HashSet<Digest> Leaves) Walk(IEnumerable<Digest> from)
    {
        var (steps, leaves, seen) = (new HashSet<OriginStep>(ReferenceEqualityComparer.Instance), new HashSet<Digest>(), new HashSet<Digest>());
        var open = new Stack<Digest>(from);
        while (open.TryPop(out var digest))
        {
            if (!seen.Add(digest)) continue;
            if (!_makers.TryGetValue(digest, out var maker)) leaves.Add(digest);
            else if (steps.Add(maker))
            {
                foreach (var input in maker.Inputs.Values) open.Push(input);
            }
        }

        return (steps, leaves);
    }
}
