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

    /// <inheritdoc cref="Contains(IEnumerable{ExecutableTarget}, Target)"/>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Setup target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return targets.Contains(TargetMember.AsTarget(target));
    }

    /// <inheritdoc cref="Contains(IEnumerable{ExecutableTarget}, Target)"/>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Cleanup target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return targets.Contains(TargetMember.AsTarget(target));
    }
}
