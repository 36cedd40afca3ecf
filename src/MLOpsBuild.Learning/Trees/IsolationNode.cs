namespace MLOpsBuild.Learning.Trees;

/// <summary>One node: values up to the threshold go left, to <see cref="Left"/>, others to the node behind it; or a leaf when that is 0, with its path length.</summary>
internal readonly record struct IsolationNode(int Feature, double Threshold, bool MissingLeft, int Left, double Length)
{
    public bool IsLeaf => Left == 0;

    public bool GoesRight(double value) => double.IsNaN(value) ? !MissingLeft : value > Threshold;
}
