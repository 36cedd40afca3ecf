using System.Globalization;
using System.Text;

/// <summary>Contenders that take turns: what slows the machine for a while slows all of them.</summary>
internal sealed class Rounds
{
    private readonly List<(string Name, Func<int, Cost> Run, List<Cost> Costs)> _contenders = [];

    public Rounds Add(string name, Func<int, Cost> run)
    {
        _contenders.Add((name, run, []));
        return this;
    }

    public void Run(int rounds, bool warmUp = true)
    {
        for (var round = warmUp ? 0 : 1; round <= rounds; round++)
        {
            foreach (var (name, run, costs) in _contenders)
            {
                var cost = run(round);
                if (cost.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {cost.ExitCode}.");
                Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}, {name}: {Seconds(cost.Seconds)} s, processor {Seconds(cost.Processor)} s, {cost.Megabytes:F0} MB");
                if (round > 0) costs.Add(cost);
            }
        }
    }

    /// <summary>The first contender is ours.</summary>
    public string Table()
    {
        var text = new StringBuilder("| | best, s | median, s | processor (median), s | peak, MB | ours / it, best | median | processor |\n|---|---|---|---|---|---|---|---|\n");
        var ours = _contenders[0].Costs;
        foreach (var (name, _, costs) in _contenders)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Seconds(Best(costs))} | {Seconds(Median(costs, c => c.Seconds))} | {Seconds(Median(costs, c => c.Processor))} | {costs.Max(c => c.Megabytes):F0} | ");
            text.Append(costs == ours ? "| | |\n" : $"**{Ratio(Best(ours) / Best(costs))}** | {Ratio(Median(ours, c => c.Seconds) / Median(costs, c => c.Seconds))} | {Ratio(Median(ours, c => c.Processor) / Median(costs, c => c.Processor))} |\n");
        }

        return text.ToString();
    }

    public static string Seconds(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);

    private static double Best(List<Cost> costs) => costs.Min(c => c.Seconds);

    private static double Median(List<Cost> costs, Func<Cost, double> of)
    {
        var sorted = costs.Select(of).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
