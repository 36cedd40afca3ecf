using MLOpsBuild.Targets.Definition;

namespace MLOpsBuild.Targets.Running;

/// <summary>Asks collections of targets for a target by its property.</summary>
public static class TargetExtensions
{
    /// <summary>Whether the target is among these.</summary>
    /// <example><c>if (InvokedTargets.Contains(Release)) …</c></example>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return targets.Any(t => t.Factory == target);
    }
}
