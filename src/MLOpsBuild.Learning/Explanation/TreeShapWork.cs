namespace MLOpsBuild.Learning.Explanation;

/// <summary>One worker's memory.</summary>
internal sealed class TreeShapWork(int features, int depth)
{
    private readonly TreeShapStep[] _steps = new TreeShapStep[(depth + 2) * (depth + 2)];

    public double[] Row { get; } = new double[features];

    public byte[] Bins { get; } = new byte[features];

    /// <summary>The path's steps at a level of the tree.</summary>
    public Span<TreeShapStep> Level(int level) => _steps.AsSpan(level * (depth + 2), depth + 2);
}
