namespace MLOpsBuild.Targets;

/// <summary>What happens to the dependencies and triggers of a target that is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>They are skipped too, unless another scheduled target needs them. This is the default.</summary>
    Skip,

    /// <summary>They run nevertheless.</summary>
    Execute,
}
