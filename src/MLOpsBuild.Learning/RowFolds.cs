using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning;

/// <summary>Deals training rows into folds, for values that a row must get from other rows.</summary>
internal static class RowFolds
{
    /// <summary>Each row's fold: that of its group's number, or of its own, drawn from a seed, so that it depends on neither the rows' values nor their number.</summary>
    public static int[] Of(int rows, int folds, ulong seed, int[]? groups)
    {
        if (groups is not null && groups.Length != rows) throw new ArgumentException($"There are {groups.Length} groups for {rows} rows.", nameof(groups));
        var of = new int[rows];
        for (var row = 0; row < rows; row++) of[row] = SeededRandom.Fork(seed, (ulong)(groups is null ? row : (long)groups[row])).Next(folds);
        return of;
    }
}
