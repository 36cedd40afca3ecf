using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Clustering;

/// <summary>Greedy k-means++: each further centre is the best of a few rows drawn in proportion to their squared distance from the centres so far.</summary>
internal static class Seeding
{
    public static double[][] Choose(Points points, double[] weights, int clusters, ulong seed, int start)
    {
        var random = SeededRandom.Fork(seed, (ulong)start);
        var trials = 2 + (int)ReproducibleMath.Log(clusters);
        var centres = new List<double[]> { points[Draw(random, weights)].ToArray() };
        var distances = Distances(points, centres[0], null);
        while (centres.Count < clusters)
        {
            (double Sum, int Row, double[] Distances)? best = null;
            double[] chances = [.. distances.Select((d, row) => d * weights[row])];
            for (var trial = 0; trial < trials; trial++)
            {
                var row = Draw(random, chances);
                var after = Distances(points, points[row], distances);
                var sum = PairwiseSum.Of([.. after.Select((d, i) => d * weights[i])]);
                if (best is null || sum < best.Value.Sum) best = (sum, row, after);
            }

            centres.Add(points[best!.Value.Row].ToArray());
            distances = best.Value.Distances;
        }

        return [.. centres];
    }

    private static double[] Distances(Points points, ReadOnlySpan<double> centre, double[]? least)
    {
        var distances = new double[points.Count];
        for (var row = 0; row < distances.Length; row++)
        {
            var bound = least?[row] ?? double.PositiveInfinity;
            distances[row] = Math.Min(bound, Points.Distance(points[row], centre));
        }

        return distances;
    }

    // A row drawn in proportion to its chance; where all chances are 0 the first row.
    private static int Draw(SeededRandom random, double[] chances)
    {
        var goal = random.NextDouble() * PairwiseSum.Of(chances);
        var sum = 0.0;
        var last = 0;
        for (var row = 0; row < chances.Length; row++)
        {
            if (!(chances[row] > 0)) continue;
            sum += chances[row];
            last = row;
            if (sum > goal) return row;
        }

        return last;
    }
}
