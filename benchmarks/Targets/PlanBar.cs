using System.Diagnostics;
using System.Globalization;
using MLOpsBuild.Targets.Planning;
using MLOpsBuild.Targets.Resolution;

/// <summary>How the time of planning grows with the number of targets.</summary>
internal static class PlanBar
{
    private static readonly (string Name, Func<int, int, int[]> Earlier)[] Shapes =
    [
        ("chain: each needs the next", (n, count) => n + 1 < count ? [n + 1] : []),
        ("layers: a hundred wide, each needs four of the layer below", (n, count) => [.. Enumerable.Range(0, 4).Select(i => n - n % 100 + 100 + (n * 7 + i * 29) % 100).Where(m => m < count)]),
        ("fan: the first needs all others", (n, count) => n == 0 ? [.. Enumerable.Range(1, count - 1)] : []),
    ];

    public static void Run()
    {
        Console.WriteLine($"{Measuring.Machine}; load over the last minute {Measuring.Load}.\n");
        Console.WriteLine("| graph | targets | edges | plan, ms | per target, µs |\n|---|---|---|---|---|");
        foreach (var (name, earlier) in Shapes)
        {
            foreach (var count in (int[])[1_000, 10_000, 100_000])
            {
                var graph = new TargetGraph([.. Enumerable.Range(0, count).Select(n => new TargetNode($"T{n}", earlier(n, count), [], []))]);
                var best = Enumerable.Range(0, 7).Min(_ => Plan(graph));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count} | {graph.Nodes.Sum(n => n.Earlier.Count)} | {best.TotalMilliseconds:f2} | {best.TotalMicroseconds / count:f2} |"));
            }
        }
    }

    /// <summary>Everything from the graph to the order and what each target waits for; cycles are looked for, too.</summary>
    private static TimeSpan Plan(TargetGraph graph)
    {
        var start = Stopwatch.GetTimestamp();
        var order = Planner.Plan(graph, [.. Enumerable.Range(0, Math.Min(100, graph.Nodes.Count))]).Order;
        Planner.WaitsOf(graph, order);
        return Stopwatch.GetElapsedTime(start);
    }
}
