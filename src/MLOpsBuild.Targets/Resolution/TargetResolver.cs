using MLOpsBuild.Targets.Definition;

namespace MLOpsBuild.Targets.Resolution;

/// <summary>Turns blueprints, which name other targets by delegate, into targets that know each other.</summary>
internal static class TargetResolver
{
    /// <summary>The targets in the order of the blueprints.</summary>
    /// <exception cref="BuildConfigurationException">A link leads to no target of the build, or to the target itself.</exception>
    public static IReadOnlyList<ExecutableTarget> Resolve(IReadOnlyList<TargetBlueprint> blueprints)
    {
        var targets = blueprints.Select(b => new ExecutableTarget(b)).ToList();
        var known = new TargetIndex(targets);
        var problems = new List<string>();
        var links = new List<ResolvedLink>();
        foreach (var target in targets)
        {
            foreach (var link in target.Blueprint.Links)
                if (Find(known, target, link.Other, link.Kind.ToString(), problems) is { } other) links.Add(ResolvedLink.Of(link.Kind, target, other));
            target.ArtifactDependencies =
            [
                .. from consumed in target.Blueprint.Consumes
                   let other = Find(known, target, consumed.Key, nameof(ITargetDefinition.Consumes), problems)
                   where other is not null
                   select KeyValuePair.Create(other, consumed.Value.Count > 0 ? consumed.Value : other.ArtifactProducts),
            ];
        }

        if (problems.Count > 0) throw new BuildConfigurationException(problems);
        Connect(targets, links);
        return targets;
    }

    /// <summary>The targets as a pure graph over their positions.</summary>
    public static TargetGraph GraphOf(IReadOnlyList<ExecutableTarget> targets)
    {
        var positions = targets.Index().ToDictionary(t => t.Item, t => t.Index);
        return new TargetGraph(
        [
            .. targets.Select(t => new TargetNode(t.Name, At(t.ExecutionDependencies), At(t.OrderDependencies), At(t.TriggerDependencies))),
        ]);

        int[] At(IReadOnlyList<ExecutableTarget> others) => [.. others.Select(o => positions[o])];
    }

    private static void Connect(List<ExecutableTarget> targets, List<ResolvedLink> links)
    {
        var earlier = links.ToLookup(l => (l.Edge, l.Later), l => l.Earlier);
        var triggered = links.Where(l => l.Edge == EdgeKind.Trigger).ToLookup(l => l.Earlier, l => l.Later);
        foreach (var target in targets)
        {
            target.ExecutionDependencies = [.. earlier[(EdgeKind.Execution, target)].Distinct()];
            target.OrderDependencies = [.. earlier[(EdgeKind.Order, target)].Distinct()];
            target.TriggerDependencies = [.. earlier[(EdgeKind.Trigger, target)].Distinct()];
            target.Triggers = [.. triggered[target].Distinct()];
        }
    }

    private static ExecutableTarget? Find(TargetIndex known, ExecutableTarget from, Target other, string word, List<string> problems)
    {
        var place = $"{from.Blueprint.DeclaredBy}.{from.Name}";
        var found = known.Find(other);
        if (found is null) problems.Add($"{place}: {word} names a target that is no property of this build. A target's lambda must not capture local variables.");
        else if (found == from) problems.Add($"{place}: {word} names the target itself.");
        else return found;
        return null;
    }

    private enum EdgeKind
    {
        Execution,
        Order,
        Trigger,
    }

    private sealed record ResolvedLink(EdgeKind Edge, ExecutableTarget Earlier, ExecutableTarget Later)
    {
        public static ResolvedLink Of(LinkKind kind, ExecutableTarget self, ExecutableTarget other) => kind switch
        {
            LinkKind.DependsOn => new(EdgeKind.Execution, other, self),
            LinkKind.DependentFor => new(EdgeKind.Execution, self, other),
            LinkKind.After => new(EdgeKind.Order, other, self),
            LinkKind.Before => new(EdgeKind.Order, self, other),
            LinkKind.TriggeredBy => new(EdgeKind.Trigger, other, self),
            _ => new(EdgeKind.Trigger, self, other),
        };
    }
}
