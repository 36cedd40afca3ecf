namespace MLOpsBuild.Data.Drifts;

/// <summary>One column of one sample by block, over the bins that either sample uses.</summary>
internal sealed class SampleCounts
{
    private readonly SparseCounts[] _blocks;

    /// <param name="blocks">Counts by block.</param>
    /// <param name="places">The place of every bin among those used.</param>
    /// <param name="used">How many are used.</param>
    public SampleCounts(IEnumerable<SparseCounts> blocks, int[] places, int used)
    {
        _blocks = [.. blocks.Select(b => new SparseCounts(Array.ConvertAll(b.Bins, bin => places[bin]), b.Counts))];
        Totals = new long[used];
        foreach (var block in _blocks)
        {
            for (var i = 0; i < block.Bins.Length; i++) Totals[block.Bins[i]] += block.Counts[i];
        }

        Rows = Totals.Sum();
    }

    public long[] Totals { get; }

    public long Rows { get; }

    public int Blocks => _blocks.Length;

    /// <summary>The histogram of a resample.</summary>
    /// <returns>Its number of rows.</returns>
    public long Draw(ReadOnlySpan<int> weights, Span<long> into)
    {
        into.Clear();
        long rows = 0;
        for (var b = 0; b < _blocks.Length; b++)
        {
            long weight = weights[b];
            if (weight == 0) continue;
            var (bins, counts) = _blocks[b];
            for (var i = 0; i < bins.Length; i++)
            {
                into[bins[i]] += weight * counts[i];
                rows += weight * counts[i];
            }
        }

        return rows;
    }

    /// <summary>Adds, for every place, the squared standard error by blocks of the share at or below it.</summary>
    public void AddCumulativeVariances(Span<double> variances)
    {
        var dense = new long[Totals.Length];
        var factor = Blocks / (Blocks - 1.0) / Rows / Rows;
        for (var b = 0; b < _blocks.Length; b++)
        {
            long rows = 0, below = 0, totalBelow = 0;
            Array.Clear(dense);
            var (bins, counts) = _blocks[b];
            for (var i = 0; i < bins.Length; i++)
            {
                dense[bins[i]] = counts[i];
                rows += counts[i];
            }

            for (var k = 0; k < dense.Length; k++)
            {
                below += dense[k];
                totalBelow += Totals[k];
                var gap = below - (double)totalBelow / Rows * rows;
                variances[k] += gap * gap * factor;
            }
        }
    }

    /// <summary>The squared standard error by blocks of the share within a set of places.</summary>
    public double VarianceOf(ReadOnlySpan<bool> set)
    {
        long hits = 0;
        for (var k = 0; k < Totals.Length; k++) hits += set[k] ? Totals[k] : 0;
        var share = (double)hits / Rows;
        var sum = 0.0;
        foreach (var (bins, counts) in _blocks)
        {
            long rows = 0, mine = 0;
            for (var i = 0; i < bins.Length; i++)
            {
                rows += counts[i];
                mine += set[bins[i]] ? counts[i] : 0;
            }

            var gap = mine - share * rows;
            sum += gap * gap;
        }

        return sum * (Blocks / (Blocks - 1.0)) / Rows / Rows;
    }
}
