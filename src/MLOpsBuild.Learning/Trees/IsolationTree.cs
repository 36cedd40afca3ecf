using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Grows one tree of random cuts.</summary>
internal static class IsolationTree
{
    /// <summary>The mean path length of an unsuccessful search in a binary tree of so many rows.</summary>
    public static double MeanLength(int rows)
    {
        if (rows < 2) return 0;
        var harmonic = 0.0;
        for (var i = 1; i < rows; i++) harmonic += 1.0 / i;
        return 2 * harmonic - 2.0 * (rows - 1) / rows;
    }

    public static IsolationNode[] Grow(double[][] values, int sample, SeededRandom random)
    {
        var most = 0;
        while (1 << most < sample) most++;
        var nodes = new List<IsolationNode> { default };
        var open = new Queue<(int Node, int[] Rows, int Depth)>([(0, Sample(values[0].Length, sample, random), 0)]);
        // First in, first out: children follow in the order of their parents.
        while (open.TryDequeue(out var at))
        {
            var cut = at.Depth < most && at.Rows.Length > 1 ? Cut(values, at.Rows, random) : null;
            if (cut is not { } found)
            {
                nodes[at.Node] = new IsolationNode(0, 0, false, 0, at.Depth + MeanLength(at.Rows.Length));
                continue;
            }

            nodes[at.Node] = found with { Left = nodes.Count };
            open.Enqueue((nodes.Count, [.. at.Rows.Where(r => !found.GoesRight(values[found.Feature][r]))], at.Depth + 1));
            open.Enqueue((nodes.Count + 1, [.. at.Rows.Where(r => found.GoesRight(values[found.Feature][r]))], at.Depth + 1));
            nodes.Add(default);
            nodes.Add(default);
        }

        return [.. nodes];
    }

    // Floyd's method: each set of rows has the same chance.
    private static int[] Sample(int rows, int sample, SeededRandom random)
    {
        var chosen = new HashSet<int>();
        for (var i = rows - sample; i < rows; i++)
        {
            var row = random.Next(i + 1);
            if (!chosen.Add(row)) chosen.Add(i);
        }

        return [.. chosen.Order()];
    }

    private static IsolationNode? Cut(double[][] values, int[] rows, SeededRandom random)
    {
        // Features are tried in random order until one is not the same in all rows.
        int[] order = [.. Enumerable.Range(0, values.Length)];
        random.Shuffle<int>(order);
        foreach (var feature in order)
        {
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var row in rows)
            {
                var value = values[feature][row];
                if (double.IsNaN(value)) continue;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }

            if (!(least < most)) continue;
            var share = random.NextDouble();
            // Rounding and infinite ends must leave a row on each side.
            var threshold = least * (1 - share) + most * share;
            if (!(threshold >= least && threshold < most)) threshold = least;
            return new IsolationNode(feature, Finite(threshold), random.Next(2) == 0, 0, 0);
        }

        return null;
    }

    private static double Finite(double threshold) => Math.Clamp(threshold, double.MinValue, double.MaxValue);
}
