namespace MLOpsBuild.Data.Profiles;

/// <summary>How many numbers lie between equally spaced edges, as <c>numpy.histogram</c> counts them.</summary>
/// <param name="Edges">One more than counts, ascending. A bin holds its lower edge and not its upper one; the last holds both.</param>
/// <param name="Counts">The numbers in each bin.</param>
/// <param name="Error">The share of all numbers that a count may be off by: twice the error of a rank, 0 when every value was counted.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts, double Error)
{
    internal static Histogram? Of(SortedCounts sorted, NumberFigures figures, int bins, double error)
    {
        var (first, last) = (figures.Min, figures.Max);
        var finite = Array.FindAll(sorted.Values, double.IsFinite);
        if (finite.Length == 0) return null;
        if (!double.IsFinite(first)) first = finite[0];
        if (!double.IsFinite(last)) last = finite[^1];
        // A span for a single value, as numpy does it.
        if (first == last) (first, last) = (first - 0.5, last + 0.5);
        return Of(sorted, bins, first, last, error);
    }

    internal static Histogram? Of(SortedCounts sorted, int bins, double first, double last, double error)
    {
        var step = (last - first) / bins;
        if (!double.IsFinite(step) || step == 0) return null;
        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++) edges[i] = (i * step) + first;
        edges[bins] = last;
        return new Histogram(edges, Fill(edges, sorted.Values, sorted.Counts), error);
    }

    private static long[] Fill(double[] edges, double[] values, long[] counts)
    {
        var filled = new long[edges.Length - 1];
        var bin = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= edges[0] && values[i] <= edges[^1])) continue;
            while (bin < filled.Length - 1 && values[i] >= edges[bin + 1]) bin++;
            filled[bin] += counts[i];
        }

        return filled;
    }
}
