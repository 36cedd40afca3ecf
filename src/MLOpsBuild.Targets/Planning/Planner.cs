using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Planning;

/// <summary>Chooses and orders the targets of a build, as NUKE does.</summary>
internal static class Planner
{
    /// <summary>The plan for the invoked targets, or the cycles that make one impossible.</summary>
    /// <remarks>
    /// Of all targets the first one that nothing remaining comes after is taken out, again and again; it is kept when it is wanted
    /// or something kept needs it. The kept ones in reverse are the plan: unrelated targets run in reverse order of declaration,
    /// and the order on the command line does not matter.
    /// </remarks>
    public static PlanResult Plan(TargetGraph graph, IReadOnlyCollection<int> invoked)
    {
        var cycles = Cycles.Of(graph);
        if (cycles.Count > 0) return new PlanResult([], [.. cycles.Select(c => (IReadOnlyList<string>)[.. c.Select(n => graph.Nodes[n].Name)])]);

        var wanted = new HashSet<int>(invoked);
        while (true)
        {
            var order = OrderFor(graph, wanted);
            var triggered = Enumerable.Range(0, graph.Nodes.Count).Where(n => graph.Nodes[n].Trigger.Any(order.Contains)).ToList();
            if (triggered.TrueForAll(wanted.Contains)) return new PlanResult(order, []);
            wanted.UnionWith(triggered);
        }
    }

    /// <summary>
    /// For each planned target, those planned ones that must have ended before it starts: the nearest along any edge, also
    /// where the way leads through targets that are not planned.
    /// </summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<int>> WaitsOf(TargetGraph graph, IReadOnlyList<int> order)
    {
        var planned = order.ToHashSet();
        return order.ToDictionary(n => n, n => (IReadOnlyList<int>)[.. NearestPlanned(graph, n, planned).Order()]);
    }

    private static List<int> OrderFor(TargetGraph graph, HashSet<int> wanted)
    {
        var remaining = Enumerable.Range(0, graph.Nodes.Count).ToList();
        var kept = new List<int>();
        while (remaining.Count > 0)
        {
            var next = remaining.Find(n => !remaining.Exists(m => graph.Nodes[m].Earlier.Contains(n)));
            remaining.Remove(next);
            if (wanted.Contains(next) || kept.Exists(k => graph.Nodes[k].Execution.Contains(next))) kept.Add(next);
        }

        kept.Reverse();
        return kept;
    }

    private static HashSet<int> NearestPlanned(TargetGraph graph, int node, HashSet<int> planned)
    {
        var found = new HashSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>(graph.Nodes[node].Earlier);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            if (planned.Contains(next)) found.Add(next);
            else foreach (var earlier in graph.Nodes[next].Earlier) open.Push(earlier);
        }

        return found;
    }
}

/// <summary>An order, or the cycles.</summary>
/// <param name="Order">The planned targets by position, first to run first.</param>
/// <param name="Cycles">The names along each cycle, the one that comes last first; empty when there is a plan.</param>
internal sealed record PlanResult(IReadOnlyList<int> Order, IReadOnlyList<IReadOnlyList<string>> Cycles);
