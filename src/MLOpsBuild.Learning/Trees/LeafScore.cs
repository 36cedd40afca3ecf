namespace MLOpsBuild.Learning.Trees;

/// <summary>The value of a leaf and what it takes off the loss, by a Newton step with penalties (Chen and Guestrin, 2016).</summary>
/// <param name="l1">The penalty on a value's size.</param>
/// <param name="l2">The penalty on its square.</param>
internal readonly struct LeafScore(double l1, double l2)
{
    /// <summary>The best value for sums of derivatives.</summary>
    public double Value(double gradient, double hessian)
    {
        var weight = hessian + l2;
        return weight > 0 ? -Shrink(gradient) / weight : 0;
    }

    /// <summary>Twice what a value takes off the loss.</summary>
    public double Of(double gradient, double hessian, double value) => -(2 * gradient * value + (hessian + l2) * value * value + 2 * l1 * Math.Abs(value));

    /// <summary>Twice what the best value takes off the loss.</summary>
    public double Best(double gradient, double hessian)
    {
        var shrunk = Shrink(gradient);
        var weight = hessian + l2;
        return weight > 0 ? shrunk * shrunk / weight : 0;
    }

    private double Shrink(double gradient) => l1 == 0 ? gradient : Math.Sign(gradient) * Math.Max(0, Math.Abs(gradient) - l1);
}
