using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning;

/// <summary>Deals training rows into folds, for values that a row must get from other rows.</summary>
internal static class RowFolds
{
    /// <summary>Each row's fold: that of its block's number, or of its own, drawn from a seed, so that it depends on neither the rows' values nor their number.</summary>
    public static int[] Of(int rows, int folds, ulong seed, IReadOnlyList<int>? blocks)
    {
        if (blocks is not null && blocks.Count != rows) throw new ArgumentException($"There are {blocks.Count} blocks for {rows} rows.", nameof(blocks));
        var of = new int[rows];
        for (var row = 0; row < rows; row++) of[row] = SeededRandom.Fork(seed, (ulong)(blocks is null ? row : (long)blocks[row])).Next(folds);
        return of;
    }
}
