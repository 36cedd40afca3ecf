using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Planning;

/// <summary>Finds the cycles of a graph: one for every strongly connected component.</summary>
internal static class Cycles
{
    /// <summary>Each cycle as the positions along it, so that every one comes after the next, by its first position; empty when there is none.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(TargetGraph graph) =>
    [
        .. from component in Components(graph)
           let first = component.Min()
           where component.Count > 1 || graph.Nodes[first].Earlier.Contains(first)
           orderby first
           select PathBack(graph, first, component),
    ];

    /// <summary>The strongly connected components (Tarjan, 1972), without recursion: a chain of targets may be longer than the stack.</summary>
    private static List<HashSet<int>> Components(TargetGraph graph)
    {
        var components = new List<HashSet<int>>();
        var number = new Dictionary<int, int>();
        var low = new int[graph.Nodes.Count];
        var open = new Stack<int>();
        var isOpen = new HashSet<int>();
        var path = new Stack<(int Node, int Edge)>();
        for (var start = 0; start < graph.Nodes.Count; start++)
        {
            if (!number.ContainsKey(start)) path.Push((start, 0));
            while (path.TryPop(out var at))
            {
                var (node, edge) = at;
                if (edge == 0) Enter(node);
                else low[node] = Math.Min(low[node], low[graph.Nodes[node].Earlier[edge - 1]]);
                if (NextEdge(node, edge) is var next and >= 0)
                {
                    path.Push((node, next + 1));
                    path.Push((graph.Nodes[node].Earlier[next], 0));
                }
                else if (low[node] == number[node])
                {
                    components.Add(Close(node));
                }
            }
        }

        return components;

        void Enter(int node)
        {
            number[node] = low[node] = number.Count;
            open.Push(node);
            isOpen.Add(node);
        }

        // The next edge to a target that was not seen; the others only lower the number.
        int NextEdge(int node, int edge)
        {
            var earlier = graph.Nodes[node].Earlier;
            for (; edge < earlier.Count; edge++)
            {
                if (!number.TryGetValue(earlier[edge], out var seen)) return edge;
                if (isOpen.Contains(earlier[edge])) low[node] = Math.Min(low[node], seen);
            }

            return -1;
        }

        HashSet<int> Close(int node)
        {
            var component = new HashSet<int>();
            while (component.Count == 0 || !component.Contains(node)) component.Add(open.Pop());
            isOpen.ExceptWith(component);
            return component;
        }
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
