using System.Reflection;
using MLOpsBuild.Targets.Definition;

namespace MLOpsBuild.Targets.Resolution;

/// <summary>Finds a target by its delegate. Delegates of one object share a hash, so they are told apart by their methods first.</summary>
internal sealed class TargetIndex(IReadOnlyList<ExecutableTarget> targets)
{
    private readonly ILookup<MethodInfo, ExecutableTarget> _byMethod = targets.ToLookup(t => t.Factory.Method);

    /// <summary>The first target whose property gives an equal delegate; null when there is none.</summary>
    public ExecutableTarget? Find(Target factory) => _byMethod[factory.Method].FirstOrDefault(t => t.Factory == factory);
}
