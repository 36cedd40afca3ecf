using MLOpsBuild.Targets.Resolution;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void Unrelated_targets_run_in_reverse_order_of_declaration_whatever_was_typed()
    {
        var graph = Graph("A", "B", "C");

        Assert.Equal("C B A", Plan(graph, 0, 1, 2));
        Assert.Equal("C B A", Plan(graph, 2, 0, 1));
    }

    [Fact]
    public void Execution_dependency_is_pulled_in_and_comes_first() =>
        Assert.Equal("Restore Compile Test", Plan(Graph("Test<Compile", "Compile<Restore", "Restore", "Other"), 0));

    [Fact]
    public void Order_dependency_is_not_pulled_in()
    {
        var graph = Graph("A", "B~A");

        Assert.Equal("B", Plan(graph, 1));
        Assert.Equal("A B", Plan(graph, 0, 1));
    }

    [Fact]
    public void Order_dependency_through_an_unplanned_target_is_kept() =>
        Assert.Equal("A C", Plan(Graph("C~B", "B~A", "A"), 0, 2));

    [Fact]
    public void Shared_dependency_runs_once() =>
        Assert.Equal("Base Right Left Top", Plan(Graph("Top<Left<Right", "Left<Base", "Right<Base", "Base"), 0));

    [Fact]
    public void Trigger_pulls_in_its_target_with_its_own_dependencies_again_and_again() =>
        // As observed in NUKE: Main2, ByTrig, TrigDep, Trig.
        Assert.Equal("Main2 ByTrig TrigDep Trig", Plan(Graph("Main2", "Trig!Main2<TrigDep", "TrigDep", "ByTrig!Main2"), 0));

    [Fact]
    public void Triggered_target_triggers_another() =>
        Assert.Equal("A B C", Plan(Graph("A", "B!A", "C!B"), 0));

    [Fact]
    public void Cycle_anywhere_is_listed_even_if_it_is_not_planned()
    {
        var result = Planner.Plan(Graph("Fine", "A<B", "B~C", "C!A"), [0]);

        Assert.Empty(result.Order);
        Assert.Equal(["A B C"], result.Cycles.Select(c => string.Join(' ', c)));
    }

    [Fact]
    public void Every_cycle_is_listed_once()
    {
        var result = Planner.Plan(Graph("A<B", "B<A", "C<D", "D<C", "E<A"), [4]);

        Assert.Equal(["A B", "C D"], result.Cycles.Select(c => string.Join(' ', c)));
    }

    [Fact]
    public void Waits_lead_through_targets_that_are_not_planned()
    {
        var graph = Graph("C~B", "B~A", "A");
        var waits = Planner.WaitsOf(graph, [2, 0]);

        Assert.Equal([2], waits[0]);
        Assert.Empty(waits[2]);
    }

    [Fact]
    public void Plan_of_random_graphs_respects_every_edge()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var graph = Acyclic((uint)seed);
            var order = Planner.Plan(graph, [0, 3]).Order;
            var waits = Planner.WaitsOf(graph, order);

            Assert.Equal(order.Count, order.Distinct().Count());
            foreach (var (position, node) in order.Index())
            {
                Assert.All(graph.Nodes[node].Execution, e => Assert.Contains(e, order.Take(position)));
                Assert.All(waits[node], w => Assert.Contains(w, order.Take(position)));
            }
        }
    }

    /// <summary>Edges only to later positions, by a small congruential generator.</summary>
    private static TargetGraph Acyclic(uint seed)
    {
        uint Next() => (seed = seed * 1664525 + 1013904223) >> 16;
        const int Count = 9;
        return new TargetGraph([.. Enumerable.Range(0, Count).Select(n => new TargetNode($"T{n}", Pick(n), Pick(n), Pick(n)))]);

        int[] Pick(int n) => [.. Enumerable.Range(n + 1, Count - n - 1).Where(_ => Next() % 5 == 0)];
    }

    private static string Plan(TargetGraph graph, params int[] invoked) =>
        string.Join(' ', Planner.Plan(graph, invoked).Order.Select(n => graph.Nodes[n].Name));

    /// <summary>Reads nodes such as <c>A&lt;B~C!D</c>: A needs B, comes after C and is triggered by D.</summary>
    private static TargetGraph Graph(params string[] nodes)
    {
        var names = nodes.Select(n => n.Split('<', '~', '!')[0]).ToList();
        return new TargetGraph([.. nodes.Select(n => new TargetNode(n.Split('<', '~', '!')[0], After(n, '<'), After(n, '~'), After(n, '!')))]);

        int[] After(string node, char sign) =>
            [.. node.Index().Where(c => c.Item == sign).Select(c => names.IndexOf(node[(c.Index + 1)..].Split('<', '~', '!')[0]))];
    }
}
