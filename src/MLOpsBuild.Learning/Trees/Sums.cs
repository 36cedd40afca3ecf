namespace MLOpsBuild.Learning.Trees;

/// <summary>Sums of first and second derivatives, in units.</summary>
internal readonly record struct Sums(long Gradient, long Hessian)
{
    public Sums Plus(long gradient, long hessian) => new(Gradient + gradient, Hessian + hessian);

    public static Sums operator -(Sums a, Sums b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian);
}
