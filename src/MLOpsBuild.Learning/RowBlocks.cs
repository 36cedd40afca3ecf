namespace MLOpsBuild.Learning;

/// <summary>Sums over rows on several threads, in an order that depends on nothing but the number of rows.</summary>
/// <remarks>The rows are cut into at most 64 blocks of at least 1024; each block is summed in its rows' order by one thread, and the blocks are added in a fixed binary tree.</remarks>
internal sealed class RowBlocks(int threads, CancellationToken cancellationToken)
{
    private const int LeastRows = 1024;
    private const int MostBlocks = 64;

    /// <summary>Adds up what <paramref name="add"/> puts into its array for the rows from a first one to before another.</summary>
    public double[] Sum(int rows, int width, Action<int, int, double[]> add)
    {
        var size = Math.Max(LeastRows, (rows + MostBlocks - 1) / MostBlocks);
        var sums = new double[Math.Max(1, (rows + size - 1) / size)][];
        ForEach(sums.Length, block =>
        {
            sums[block] = new double[width];
            add(block * size, Math.Min(rows, (block + 1) * size), sums[block]);
        });
        for (var step = 1; step < sums.Length; step *= 2)
        {
            for (var block = 0; block + step < sums.Length; block += 2 * step) AddTo(sums[block], sums[block + step]);
        }

        return sums[0];
    }

    /// <summary>Calls <paramref name="work"/> once for each item, on at most so many threads; none may depend on another.</summary>
    public void ForEach(int items, Action<int> work)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (threads <= 1 || items <= 1)
        {
            for (var item = 0; item < items; item++) work(item);
            return;
        }

        Parallel.For(0, items, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, work);
    }

    private static void AddTo(double[] sum, double[] more)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += more[i];
    }
}
