using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Splits;

/// <summary>Keeps one share of the rows back for the test.</summary>
public static class HoldOut
{
    /// <summary>Rows chosen by chance, for rows that are independent.</summary>
    /// <param name="rows">The number of rows, at least 2.</param>
    /// <param name="share">The share to test on, above 0 and below 1; at least one row is on each side.</param>
    /// <param name="seed">Chooses the rows.</param>
    public static Fold Of(int rows, double share, ulong seed = 0) => Parted(GroupKFold.Shuffled(rows, seed), Count(rows, share, "rows"));

    /// <summary>Rows chosen by chance with nearly the same share of every class on both sides.</summary>
    /// <param name="target">The class of each row.</param>
    /// <param name="share">As in <see cref="Of"/>.</param>
    /// <param name="seed">Chooses the rows.</param>
    public static Fold Stratified(ReadOnlySpan<double> target, double share, ulong seed = 0)
    {
        var count = Count(target.Length, share, "rows");
        var order = StratifiedKFold.OrderByClass(target, seed);
        // Every step through the classes adds the share; a row is kept back where the sum passes a whole number.
        var isTested = new int[order.Length];
        for (var i = 0; i < order.Length; i++) isTested[order[i]] = (long)(i + 1) * count / order.Length > (long)i * count / order.Length ? 1 : 0;
        return new Fold(Fold.RowsWhere(isTested, t => t == 0), Fold.RowsWhere(isTested, t => t == 1));
    }

    /// <summary>Whole groups chosen by chance, until the test has at least the share of the rows.</summary>
    /// <param name="groups">The group of each row, at least two different ones.</param>
    /// <param name="share">As in <see cref="Of"/>; the last group stays on the training side.</param>
    /// <param name="seed">Chooses the groups.</param>
    public static Fold Groups(ReadOnlySpan<int> groups, double share, ulong seed = 0)
    {
        var index = BlockIndex.Of(groups);
        Count(index.Count, share, "groups");
        var sizes = index.Sizes();
        var isTested = new bool[sizes.Length];
        var rows = 0L;
        foreach (var group in GroupKFold.Shuffled(sizes.Length, seed)[..^1])
        {
            if (rows >= share * groups.Length) break;
            isTested[group] = true;
            rows += sizes[group];
        }

        var blocks = index.BlockOfRow.ToArray();
        return new Fold(Fold.RowsWhere(blocks, b => !isTested[b]), Fold.RowsWhere(blocks, b => isTested[b]));
    }

    /// <summary>The latest periods: as few as hold at least the share of the rows.</summary>
    /// <param name="periods">The period (the number of the day) of each row, in any order; at least two different ones.</param>
    /// <param name="share">As in <see cref="Of"/>; the first period stays on the training side.</param>
    /// <param name="gap">Periods that are left out before the test.</param>
    public static Fold Latest(ReadOnlySpan<int> periods, double share, int gap = 0)
    {
        var all = periods.ToArray();
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        var distinct = all.Distinct().Order().ToArray();
        Count(distinct.Length, share, "periods");
        var counts = all.CountBy(p => p).ToDictionary();
        var first = distinct.Length;
        for (var rows = 0L; first > 1 && rows < share * all.Length; rows += counts[distinct[first]]) first--;
        var start = distinct[first];
        var train = Fold.RowsWhere(all, p => p < (long)start - gap);
        if (train.Length == 0) throw new ArgumentException($"A gap of {gap} leaves nothing to learn from before period {start}.", nameof(gap));
        return new Fold(train, Fold.RowsWhere(all, p => p >= start));
    }

    private static int Count(int parts, double share, string of)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and below 1.");
        if (parts < 2) throw new ArgumentException($"{parts} {of} can not be parted into two sides.", nameof(parts));
        return Math.Clamp((int)Math.Round(parts * share, MidpointRounding.AwayFromZero), 1, parts - 1);
    }

    private static Fold Parted(int[] shuffled, int tested)
    {
        var (test, train) = (shuffled[..tested], shuffled[tested..]);
        Array.Sort(test);
        Array.Sort(train);
        return new Fold(train, test);
    }
}
