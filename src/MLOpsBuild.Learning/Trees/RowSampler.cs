using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Chooses the rows of each iteration by their numbers, so that neither threads nor a reload in between can show.</summary>
internal sealed class RowSampler(int rows, double share, ulong seed)
{
    private readonly int[] _others = new int[share < 1 ? rows : 0];
    private int _otherCount;

    /// <summary>The rows that the last iteration does not learn from.</summary>
    public ReadOnlyMemory<int> Others => _others.AsMemory(0, _otherCount);

    /// <summary>Puts an iteration's rows into one node and returns how many there are.</summary>
    public int Take(int iteration, RowPartition partition, Workers workers)
    {
        if (share == 1)
        {
            partition.Reset(rows, workers);
            return rows;
        }

        var count = 0;
        _otherCount = 0;
        for (var row = 0; row < rows; row++)
        {
            if (Chance.Share(seed, iteration, row) < share) partition.Rows[count++] = row;
            else _others[_otherCount++] = row;
        }

        return count;
    }
}
