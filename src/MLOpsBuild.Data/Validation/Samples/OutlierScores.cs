using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>How sure it is that a row lies where no others lie, 0 to 1.</summary>
/// <remarks>
/// Local outlier probabilities (Kriegel, Kröger, Schubert and Zimek, "LoOP: local outlier probabilities", 2009) with λ = 3 over the distances of Gower,
/// "A general coefficient of similarity and some of its properties" (1971): the mean over the columns that both rows have of |a − b| ÷ range for numbers and times and of 0 or 1 for texts.
/// Of equally near rows the earlier ones are the neighbours. A row among copies of itself has a neighbourhood of no size, against which any distance would be infinite:
/// a hundredth of the mean size over all rows is the least that one is held against. And rows that are all much alike have factors of hardly any spread, so that the plain score names
/// one or two of a hundred rows of mere noise; a spread below <see cref="LeastSpread"/> is taken for it, so that a score above 0.7 means a neighbourhood at least three times as wide as the
/// neighbours' own: of noise (uniform, normal, exponential, lognormal, with and without rare texts) that is none to two of a thousand rows.
/// </remarks>
internal static class OutlierScores
{
    /// <summary>The most rows: the time grows with their square.</summary>
    public const int MostRows = 2048;

    /// <summary>The least rows.</summary>
    public const int LeastRows = 50;

    /// <summary>The least spread of the factors by which neighbourhoods are wider than their neighbours'.</summary>
    public const double LeastSpread = 2;

    private const double Extent = 3;
    private const double LeastSize = 0.01;

    /// <summary>How many neighbours a row has: 10, or a hundredth of the rows when that is more.</summary>
    public static int NeighboursOf(int rows) => Math.Max(10, rows / 100);

    /// <summary>Scores rows by their distances to all others.</summary>
    /// <param name="rows">How many there are; more than <paramref name="neighbours"/>.</param>
    /// <param name="neighbours">How many nearest rows make a neighbourhood.</param>
    /// <param name="distances">Fills in the distances of a row to all rows.</param>
    /// <param name="leastSpread">The least spread; with 0 it is the score as published.</param>
    public static double[] Of(int rows, int neighbours, Action<int, double[]> distances, double leastSpread = LeastSpread)
    {
        var near = new int[rows][];
        var size = new double[rows];
        var row = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            distances(i, row);
            row[i] = double.PositiveInfinity;
            near[i] = Nearest(row, neighbours);
            var squares = 0.0;
            foreach (var j in near[i]) squares += row[j] * row[j];
            size[i] = Extent * Math.Sqrt(squares / neighbours);
        }

        var least = LeastSize * size.Sum() / rows;
        if (!(least > 0)) return new double[rows];
        var factors = new double[rows];
        for (var i = 0; i < rows; i++) factors[i] = (size[i] / Math.Max(least, near[i].Sum(j => size[j]) / neighbours)) - 1;
        var spread = Math.Max(leastSpread, Extent * Math.Sqrt(factors.Sum(f => f * f) / rows));
        return Array.ConvertAll(factors, f => f > 0 ? 1 - Normal.TwoSided(f / spread) : 0);
    }

    /// <summary>The distances of Gower between rows of a sample.</summary>
    public static Action<int, double[]> Gower(IReadOnlyList<SampledColumn> columns)
    {
        double[] ranges = [.. columns.Select(Range)];
        return (row, distances) =>
        {
            var known = new int[distances.Length];
            Array.Clear(distances);
            for (var c = 0; c < columns.Count; c++) Add(columns[c], ranges[c], row, distances, known);
            for (var i = 0; i < distances.Length; i++) distances[i] = known[i] > 0 ? distances[i] / known[i] : 1;
        };
    }

    private static void Add(SampledColumn column, double range, int row, double[] distances, int[] known)
    {
        var codes = column.Codes;
        var own = codes[row];
        if (own < 0) return;
        for (var i = 0; i < distances.Length; i++)
        {
            if (codes[i] < 0) continue;
            known[i]++;
            if (codes[i] != own) distances[i] += column.IsText ? 1 : Math.Abs(column.Numbers[i] - column.Numbers[row]) / range;
        }
    }

    private static double Range(SampledColumn column)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in column.Numbers)
        {
            if (double.IsNaN(value)) continue;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }

        return greatest - least;
    }

    private static int[] Nearest(double[] distances, int count)
    {
        var far = new PriorityQueue<int, (double Distance, int Row)>(count + 1, Comparer<(double Distance, int Row)>.Create((a, b) => b.CompareTo(a)));
        for (var i = 0; i < distances.Length; i++)
        {
            if (far.Count < count) far.Enqueue(i, (distances[i], i));
            else if (far.TryPeek(out _, out var farthest) && distances[i] < farthest.Distance) far.DequeueEnqueue(i, (distances[i], i));
        }

        return [.. far.UnorderedItems.Select(n => n.Element).Order()];
    }
}
