namespace MLOpsBuild.Learning.Trees;

/// <summary>The range that monotone constraints leave to a node's value.</summary>
internal readonly record struct Bounds(double Least, double Most)
{
    public static Bounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Min(Math.Max(value, Least), Most);
}
