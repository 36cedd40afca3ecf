namespace MLOpsBuild.Pipelines.Gates;

/// <summary>The convergence tests as a gate.</summary>
public static class ConvergenceGate
{
    /// <summary>The gate's name.</summary>
    public const string Name = "convergence";
}
