using MLOpsBuild.Targets.Planning;
using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Tests.Planning;

/// <summary>The planner against NUKE's rule as it is stated, carried out word by word in cubic time.</summary>
public sealed class NukeOrderTests
{
    [Fact]
    public void Order_is_that_of_the_rule_on_random_graphs()
    {
        for (var seed = 1u; seed <= 400; seed++)
        {
            var graph = Random(seed, acyclic: true);
            int[] invoked = [(int)(seed % 12), (int)(seed / 12 % 12)];

            Assert.Equal(ByTheRule(graph, [.. invoked]), Planner.Plan(graph, invoked).Order);
        }
    }

    [Fact]
    public void Cycles_are_found_exactly_where_a_target_reaches_itself()
    {
        for (var seed = 1u; seed <= 400; seed++)
        {
            var graph = Random(seed, acyclic: false);
            var onCycle = Enumerable.Range(0, graph.Nodes.Count).Where(n => Reaches(graph, n, n)).ToList();
            var cycles = Cycles.Of(graph);

            Assert.Equal(onCycle.Count == 0, cycles.Count == 0);
            Assert.Equal(onCycle.Count(n => onCycle.TrueForAll(m => m >= n || !Reaches(graph, n, m) || !Reaches(graph, m, n))), cycles.Count);
            foreach (var cycle in cycles)
            {
                Assert.All(cycle.Zip(cycle.Skip(1).Append(cycle[0])), step => Assert.Contains(step.Second, graph.Nodes[step.First].Earlier));
                Assert.Equal(cycle.Count, cycle.Distinct().Count());
            }
        }
    }

    [Fact]
    public void Chain_longer_than_any_stack_is_planned_and_its_cycle_found()
    {
        const int Length = 200_000;
        var chain = new TargetGraph([.. Enumerable.Range(0, Length).Select(n => Node(n, n + 1 < Length ? [n + 1] : []))]);
        var ring = new TargetGraph([.. Enumerable.Range(0, Length).Select(n => Node(n, [(n + 1) % Length]))]);

        Assert.Equal(Enumerable.Range(0, Length).Reverse(), Planner.Plan(chain, [0]).Order);
        Assert.Equal(Length, Assert.Single(Planner.Plan(ring, [0]).Cycles).Count);
    }

    private static List<int> ByTheRule(TargetGraph graph, HashSet<int> wanted)
    {
        while (true)
        {
            var remaining = Enumerable.Range(0, graph.Nodes.Count).ToList();
            var kept = new List<int>();
            while (remaining.Count > 0)
            {
                var next = remaining.Find(n => !remaining.Exists(m => graph.Nodes[m].Earlier.Contains(n)));
                remaining.Remove(next);
                if (wanted.Contains(next) || kept.Exists(k => graph.Nodes[k].Execution.Contains(next))) kept.Add(next);
            }

            var triggered = Enumerable.Range(0, graph.Nodes.Count).Where(n => graph.Nodes[n].Trigger.Any(kept.Contains)).ToList();
            if (triggered.TrueForAll(wanted.Contains))
            {
                kept.Reverse();
                return kept;
            }

            wanted.UnionWith(triggered);
        }
    }

    private static bool Reaches(TargetGraph graph, int from, int to)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(graph.Nodes[from].Earlier);
        while (open.TryPop(out var node))
        {
            if (node == to) return true;
            if (!seen.Add(node)) continue;
            foreach (var earlier in graph.Nodes[node].Earlier) open.Push(earlier);
        }

        return false;
    }

    private static TargetNode Node(int n, int[] execution) => new($"T{n}", execution, [], []);

    /// <summary>By a small congruential generator; the positions are shuffled, so that edges lead both ways in the list.</summary>
    private static TargetGraph Random(uint seed, bool acyclic)
    {
        const int Count = 12;
        uint Next() => (seed = seed * 1664525 + 1013904223) >> 16;
        var rank = Enumerable.Range(0, Count).OrderBy(_ => Next()).ToArray();
        return new TargetGraph([.. Enumerable.Range(0, Count).Select(n => new TargetNode($"T{n}", Pick(n), Pick(n), Pick(n)))]);

        int[] Pick(int n) => [.. Enumerable.Range(0, Count).Where(m => (acyclic ? rank[m] > rank[n] : m != n) && Next() % (acyclic ? 6 : 30) == 0)];
    }
}
