namespace MLOpsBuild.Architecture.Tests.Projects;

/// <summary>Finds circles in a graph given by its arrows.</summary>
internal static class Circles
{
    /// <summary>One circle for each group of nodes that can reach each other, written <c>a → b → a</c>, sorted; an arrow from a node to itself is none.</summary>
    internal static IReadOnlyList<string> Find(IEnumerable<(string From, string To)> arrows)
    {
        var next = arrows.Where(a => a.From != a.To).ToLookup(a => a.From, a => a.To, StringComparer.Ordinal);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var circles = new List<string>();
        foreach (var start in next.Select(g => g.Key).Order(StringComparer.Ordinal))
        {
            if (covered.Contains(start) || ShortestWayBack(start, next) is not { } way) continue;
            covered.UnionWith(way);
            circles.Add(string.Join(" → ", way));
        }

        return circles;
    }

    private static List<string>? ShortestWayBack(string start, ILookup<string, string> next)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var to in next[node].Order(StringComparer.Ordinal))
            {
                if (to == start) return Way(start, node, cameFrom);
                if (cameFrom.TryAdd(to, node)) queue.Enqueue(to);
            }
        }

        return null;
    }

    private static List<string> Way(string start, string last, Dictionary<string, string> cameFrom)
    {
        List<string> way = [start];
        for (var node = last; node != start; node = cameFrom[node]) way.Insert(0, node);
        way.Insert(0, start);
        return way;
    }
}
