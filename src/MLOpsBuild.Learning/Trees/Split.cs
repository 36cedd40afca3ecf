namespace MLOpsBuild.Learning.Trees;

/// <summary>The best cut of a node: bins up to <see cref="Bin"/>, or those of <see cref="Set"/>, go left. Gain 0 means that there is none.</summary>
internal readonly record struct Split(int Feature, byte Bin, bool MissingLeft, double Gain, Sums Left)
{
    /// <summary>The categories that go left; null for a cut of numbers.</summary>
    public BinSet? Set { get; init; }

    /// <summary>True when the node has a cut that gains.</summary>
    public bool Exists => Gain > 0;
}
