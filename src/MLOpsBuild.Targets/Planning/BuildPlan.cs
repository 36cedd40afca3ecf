using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Planning;

/// <summary>What a build will run.</summary>
/// <param name="All">All targets of the build.</param>
/// <param name="Invoked">The targets that were asked for.</param>
/// <param name="Targets">The planned targets, first to run first.</param>
/// <param name="Waits">For each planned target, those that must have ended before it starts.</param>
internal sealed record BuildPlan(
    IReadOnlyList<ExecutableTarget> All,
    IReadOnlyList<ExecutableTarget> Invoked,
    IReadOnlyList<ExecutableTarget> Targets,
    IReadOnlyDictionary<ExecutableTarget, IReadOnlyList<ExecutableTarget>> Waits)
{
    private readonly HashSet<ExecutableTarget> _invoked = [.. Invoked];
    private readonly HashSet<ExecutableTarget> _planned = [.. Targets];
    private readonly ILookup<ExecutableTarget, ExecutableTarget> _needing =
        Targets.SelectMany(t => t.ExecutionDependencies.Select(d => (Needed: d, By: t))).ToLookup(n => n.Needed, n => n.By);

    /// <summary>Plans for the invoked targets.</summary>
    /// <exception cref="BuildConfigurationException">The targets of the build form a cycle, planned or not.</exception>
    public static BuildPlan For(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked)
    {
        var graph = TargetResolver.GraphOf(all);
        var wanted = invoked.ToHashSet();
        var result = Planner.Plan(graph, [.. all.Index().Where(t => wanted.Contains(t.Item)).Select(t => t.Index)]);
        if (result.Cycles.Count > 0)
            throw new BuildConfigurationException("Targets wait for each other in a circle (each one comes after the next):\n"
                + string.Join("\n", result.Cycles.Select(c => $" - {string.Join(", ", c)}, {c[0]}")));
        var waits = Planner.WaitsOf(graph, result.Order);
        return new BuildPlan(
            all,
            invoked,
            [.. result.Order.Select(n => all[n])],
            result.Order.ToDictionary(n => all[n], n => (IReadOnlyList<ExecutableTarget>)[.. waits[n].Select(w => all[w])]));
    }

    /// <summary>Whether a target was asked for.</summary>
    public bool IsInvoked(ExecutableTarget target) => _invoked.Contains(target);

    /// <summary>Whether a target is planned.</summary>
    public bool Has(ExecutableTarget target) => _planned.Contains(target);

    /// <summary>The planned targets that need a target or trigger it.</summary>
    public IEnumerable<ExecutableTarget> Wanting(ExecutableTarget target) => _needing[target].Concat(target.TriggerDependencies.Where(Has));

    /// <summary>Why a target is in the plan, for people.</summary>
    public string WhyPlanned(ExecutableTarget target)
    {
        if (IsInvoked(target)) return "invoked";
        return _needing[target].Any()
            ? $"needed by {string.Join(", ", _needing[target].Select(t => t.Name))}"
            : $"triggered by {string.Join(", ", target.TriggerDependencies.Where(Has).Select(t => t.Name))}";
    }
}
