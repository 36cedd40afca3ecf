namespace MLOpsBuild.Learning.Trees;

/// <summary>
/// One node: a cut with its left child (the right one follows it), or a leaf when <see cref="Left"/> is 0. Bins up to <see cref="Bin"/> go left, or those
/// of <see cref="Set"/> where it is there; missing values as <see cref="MissingLeft"/> says.
/// </summary>
internal readonly record struct TreeNode(int Feature, byte Bin, bool MissingLeft, int Left, double Value)
{
    public bool IsLeaf => Left == 0;

    /// <summary>The weight of the training rows that came here, as second derivatives; 0 where it is not known.</summary>
    public double Cover { get; init; }

    /// <summary>The categories that go left; null for a cut of numbers.</summary>
    public BinSet? Set { get; init; }

    public static TreeNode Leaf(double value) => new(0, 0, false, 0, value);

    /// <summary>True when a row of this bin goes right.</summary>
    public bool GoesRight(byte bin)
    {
        if (bin == BinCuts.Missing) return !MissingLeft;
        return Set is null ? bin > Bin : !Set.Has(bin);
    }
}
