namespace MLOpsBuild.Learning.Trees;

/// <summary>The best cut of a node: bins up to <see cref="Bin"/> go left. Gain 0 means that there is none.</summary>
internal readonly record struct Split(int Feature, byte Bin, bool MissingLeft, double Gain, long LeftGradient, long LeftHessian)
{
    /// <summary>True when the node has a cut that gains.</summary>
    public bool Exists => Gain > 0;

    /// <summary>True when a row of this bin goes right.</summary>
    public bool GoesRight(byte bin) => bin == BinCuts.Missing ? !MissingLeft : bin > Bin;
}
