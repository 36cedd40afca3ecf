using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Planning;

/// <summary>Finds the cycles of a graph: one for every strongly connected component.</summary>
internal static class Cycles
{
    /// <summary>Each cycle as the positions along it, so that every one comes after the next; empty when there is none.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(TargetGraph graph)
    {
        var reach = Enumerable.Range(0, graph.Nodes.Count).Select(n => Reachable(graph, n)).ToList();
        var cycles = new List<IReadOnlyList<int>>();
        var seen = new HashSet<int>();
        for (var n = 0; n < graph.Nodes.Count; n++)
        {
            if (!reach[n].Contains(n) || seen.Contains(n)) continue;
            var component = reach[n].Where(m => reach[m].Contains(n)).ToHashSet();
            seen.UnionWith(component);
            cycles.Add(PathBack(graph, n, component));
        }

        return cycles;
    }

    private static HashSet<int> Reachable(TargetGraph graph, int from)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(graph.Nodes[from].Earlier);
        while (open.TryPop(out var next))
            if (reached.Add(next)) foreach (var earlier in graph.Nodes[next].Earlier) open.Push(earlier);
        return reached;
    }

    /// <summary>The shortest way from a node back to itself inside its component, by breadth.</summary>
    private static List<int> PathBack(TargetGraph graph, int start, HashSet<int> component)
    {
        var cameFrom = new Dictionary<int, int>();
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var node))
        {
            foreach (var earlier in graph.Nodes[node].Earlier.Where(component.Contains))
            {
                if (earlier == start)
                {
                    var path = new List<int>();
                    for (var at = node; at != start; at = cameFrom[at]) path.Add(at);
                    path.Add(start);
                    path.Reverse();
                    return path;
                }

                if (cameFrom.TryAdd(earlier, node)) open.Enqueue(earlier);
            }
        }

        throw new InvalidOperationException("A component without a way back is no component.");
    }
}
