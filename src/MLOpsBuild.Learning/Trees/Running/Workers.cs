namespace MLOpsBuild.Learning.Trees.Running;

/// <summary>Runs numbered pieces of work on a bounded number of threads. Which worker takes which piece is left to chance, so no result may depend on it.</summary>
internal sealed class Workers(int threads, CancellationToken cancellationToken)
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

    public int Count => _options.MaxDegreeOfParallelism;

    /// <summary>One worker that stops when these do.</summary>
    public Workers Alone() => new(1, cancellationToken);

    /// <summary>Calls <paramref name="work"/> once for each item, with the number of the worker that has it.</summary>
    public void ForEach(int items, Action<int, int> work)
    {
        if (Count == 1 || items <= 1)
        {
            for (var item = 0; item < items; item++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(item, 0);
            }

            return;
        }

        var taken = -1;
        Parallel.For(0, Math.Min(Count, items), _options, worker =>
        {
            int item;
            while (!cancellationToken.IsCancellationRequested && (item = Interlocked.Increment(ref taken)) < items) work(item, worker);
        });
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Calls <paramref name="work"/> for blocks of <paramref name="size"/> rows: block, first row, count.</summary>
    public void ForBlocks(int rows, int size, Action<int, int, int> work) =>
        ForEach((rows + size - 1) / size, (block, _) => work(block, block * size, Math.Min(size, rows - block * size)));
}
