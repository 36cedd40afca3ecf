using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Clustering;

/// <summary>Centres with the sum of squares at each round.</summary>
internal sealed record Clusters(double[][] Centres, double[] Curve)
{
    /// <summary>The centres in ascending order of their coordinates, so that their numbers do not depend on the start.</summary>
    public double[][] Sorted()
    {
        var sorted = Centres.ToArray();
        Array.Sort(sorted, (a, b) => a.AsSpan().SequenceCompareTo(b));
        return sorted;
    }
}

/// <summary>Puts every row to its nearest centre and every centre into the middle of its rows, until no row changes.</summary>
internal sealed class LloydRounds(Points points, double[] weights, RowBlocks blocks)
{
    public Clusters From(double[][] centres, int mostRounds)
    {
        var nearest = new int[points.Count];
        Array.Fill(nearest, -1);
        var distances = new double[points.Count];
        var next = new double[points.Count];
        var moved = double.PositiveInfinity;
        var curve = new List<double>();
        while (true)
        {
            var changed = Assign(centres, nearest, distances, next, moved);
            curve.Add(PairwiseSum.Of([.. distances.Select((d, row) => d * weights[row])]));
            if (!changed || curve.Count == mostRounds) break;
            var means = Means(centres, nearest, distances);
            moved = centres.Zip(means, (a, b) => Math.Sqrt(Points.Distance(a, b))).Max();
            centres = means;
        }

        return new Clusters(centres, [.. curve]);
    }

    // No other centre has come nearer than it was by more than the greatest move: a row that is nearer to its own needs no search (Hamerly, 2010). The margin is for the rounding.
    private bool Assign(double[][] centres, int[] nearest, double[] distances, double[] next, double moved) => blocks.Sum(points.Count, 1, (first, end, changes) =>
    {
        for (var row = first; row < end; row++)
        {
            next[row] = (next[row] - moved) * (1 - 1e-9);
            if (nearest[row] >= 0)
            {
                distances[row] = Points.Distance(points[row], centres[nearest[row]]);
                if (Math.Sqrt(distances[row]) < next[row]) continue;
            }

            var (centre, distance, other) = Points.Nearest(points[row], centres);
            if (centre != nearest[row]) changes[0]++;
            (nearest[row], distances[row], next[row]) = (centre, distance, Math.Sqrt(other));
        }
    })[0] > 0;

    private double[][] Means(double[][] before, int[] nearest, double[] distances)
    {
        var size = points.Dimensions + 1;
        var sums = blocks.Sum(points.Count, before.Length * size, (first, end, sum) =>
        {
            for (var row = first; row < end; row++)
            {
                var at = nearest[row] * size;
                var point = points[row];
                for (var i = 0; i < point.Length; i++) sum[at + i] += weights[row] * point[i];
                sum[at + size - 1] += weights[row];
            }
        });
        var means = new double[before.Length][];
        var farthest = new Stack<int>();
        for (var c = 0; c < means.Length; c++)
        {
            var total = sums[c * size + size - 1];
            means[c] = total > 0
                ? [.. sums.AsSpan(c * size, points.Dimensions).ToArray().Select(s => s / total)]
                : points[Farthest(farthest, distances, before.Length)].ToArray();
        }

        return means;
    }

    // A centre without rows moves to the row that is farthest from its own; several such centres to the next ones.
    private int Farthest(Stack<int> farthest, double[] distances, int clusters)
    {
        if (farthest.Count == 0)
        {
            foreach (var row in Enumerable.Range(0, distances.Length).Where(row => weights[row] > 0).OrderByDescending(row => distances[row]).Take(clusters).Reverse()) farthest.Push(row);
        }

        return farthest.Pop();
    }
}
