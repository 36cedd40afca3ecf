namespace MLOpsBuild.Learning.Trees;

/// <summary>The best cut of a node: bins up to <see cref="Bin"/>, or those of <see cref="Set"/>, go left. Gain 0 means that there is none.</summary>
internal readonly record struct Split(int Feature, byte Bin, bool MissingLeft, double Gain, Sums Left)
{
    /// <summary>The categories that go left; null for a cut of numbers.</summary>
    public BinSet? Set { get; init; }

    /// <summary>True when the node has a cut that gains.</summary>
    public bool Exists => Gain > 0;
}

/// <summary>Sums of first and second derivatives, in units.</summary>
internal readonly record struct Sums(long Gradient, long Hessian)
{
    public Sums Plus(long gradient, long hessian) => new(Gradient + gradient, Hessian + hessian);

    public static Sums operator -(Sums a, Sums b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian);
}

/// <summary>The range that monotone constraints leave to a node's value.</summary>
internal readonly record struct Bounds(double Least, double Most)
{
    public static Bounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Min(Math.Max(value, Least), Most);
}
