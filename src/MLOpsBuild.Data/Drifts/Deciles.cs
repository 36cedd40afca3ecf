namespace MLOpsBuild.Data.Drifts;

/// <summary>Fine bins joined to tenths of the reference, for the indices that are customarily taken over ten bins.</summary>
internal static class Deciles
{
    /// <summary>Both histograms over the same joined bins.</summary>
    public static (long[] P, long[] Q) Of(long[] reference, long[] current)
    {
        var rows = reference.Sum();
        var cuts = new SortedSet<int>();
        for (var i = 1; i < 10 && rows > 0; i++)
        {
            // A quantile between two order statistics belongs to the upper bin, as a value on an edge does.
            var at = i / 10.0 * (rows - 1);
            cuts.Add(BinOf(reference, at > (long)at ? Math.Min((long)at + 1, rows - 1) : (long)at));
        }

        cuts.Remove(0);
        int[] edges = [0, .. cuts, reference.Length];
        return (Join(reference, edges), Join(current, edges));
    }

    private static int BinOf(long[] counts, long order)
    {
        var bin = 0;
        for (var below = counts[0]; below <= order; below += counts[bin]) bin++;
        return bin;
    }

    private static long[] Join(long[] counts, int[] edges) =>
        [.. Enumerable.Range(0, edges.Length - 1).Select(i => counts[edges[i]..edges[i + 1]].Sum())];
}
