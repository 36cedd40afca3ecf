namespace MLOpsBuild.Learning.Trees;

/// <summary>One node: a cut with its left child (the right one follows it), or a leaf when <see cref="Left"/> is 0.</summary>
internal readonly record struct TreeNode(int Feature, byte Bin, bool MissingLeft, int Left, double Value)
{
    public bool IsLeaf => Left == 0;

    public static TreeNode Leaf(double value) => new(0, 0, false, 0, value);
}
