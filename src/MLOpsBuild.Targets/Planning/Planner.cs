using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Planning;

/// <summary>Chooses and orders the targets of a build, as NUKE does. The work grows with targets and edges, apart from the logarithm of a queue.</summary>
internal static class Planner
{
    /// <summary>The plan for the invoked targets, or the cycles that make one impossible.</summary>
    /// <remarks>
    /// Of all targets the first one that nothing remaining comes after is taken out, again and again. Those of them that are wanted,
    /// in reverse, are the plan: unrelated targets run in reverse order of declaration, and the order on the command line does not matter.
    /// </remarks>
    public static PlanResult Plan(TargetGraph graph, IReadOnlyCollection<int> invoked)
    {
        var sequence = Sequence(graph);
        if (sequence.Count < graph.Nodes.Count)
            return new PlanResult([], [.. Cycles.Of(graph).Select(c => (IReadOnlyList<string>)[.. c.Select(n => graph.Nodes[n].Name)])]);
        var wanted = Wanted(graph, invoked);
        return new PlanResult([.. sequence.Where(wanted.Contains)], []);
    }

    /// <summary>
    /// For each planned target, those planned ones that must have ended before it starts: the nearest along any edge, also
    /// where the way leads through targets that are not planned.
    /// </summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<int>> WaitsOf(TargetGraph graph, IReadOnlyList<int> order)
    {
        var planned = order.ToHashSet();
        var nearest = new Dictionary<int, IReadOnlyList<int>>();
        foreach (var node in Sequence(graph))
        {
            var found = new HashSet<int>();
            foreach (var earlier in graph.Nodes[node].Earlier)
            {
                if (planned.Contains(earlier)) found.Add(earlier);
                else found.UnionWith(nearest[earlier]);
            }

            nearest[node] = [.. found.Order()];
        }

        return order.ToDictionary(n => n, n => nearest[n]);
    }

    /// <summary>All targets, each after those that come before it; targets of a cycle and what they wait for are left out.</summary>
    private static List<int> Sequence(TargetGraph graph)
    {
        var later = new int[graph.Nodes.Count];
        foreach (var earlier in graph.Nodes.SelectMany(n => n.Earlier)) later[earlier]++;
        var free = new PriorityQueue<int, int>(Enumerable.Range(0, later.Length).Where(n => later[n] == 0).Select(n => (n, n)));
        var sequence = new List<int>(later.Length);
        while (free.TryDequeue(out var node, out _))
        {
            sequence.Add(node);
            foreach (var earlier in graph.Nodes[node].Earlier)
                if (--later[earlier] == 0) free.Enqueue(earlier, earlier);
        }

        sequence.Reverse();
        return sequence;
    }

    /// <summary>What is invoked, what that needs, and what is triggered, until nothing is added.</summary>
    private static HashSet<int> Wanted(TargetGraph graph, IReadOnlyCollection<int> invoked)
    {
        var triggered = graph.Nodes.Index().SelectMany(n => n.Item.Trigger.Select(by => (By: by, n.Index))).ToLookup(t => t.By, t => t.Index);
        var wanted = new HashSet<int>();
        var open = new Stack<int>(invoked);
        while (open.TryPop(out var node))
        {
            if (!wanted.Add(node)) continue;
            foreach (var next in graph.Nodes[node].Execution.Concat(triggered[node])) open.Push(next);
        }

        return wanted;
    }
}

/// <summary>An order, or the cycles.</summary>
/// <param name="Order">The planned targets by position, first to run first.</param>
/// <param name="Cycles">The names along each cycle, the one that comes last first; empty when there is a plan.</param>
internal sealed record PlanResult(IReadOnlyList<int> Order, IReadOnlyList<IReadOnlyList<string>> Cycles);
