
namespace MLOpsBuild.Targets.Definition;

/// <summary>Finds the targets that the generic forms of a definition mean.</summary>
internal static class ComponentTargets
{
    /// <summary>The targets that the lambdas select; without lambdas, the only target of the component.</summary>
    /// <exception cref="BuildConfigurationException">The build does not have the component, or the component has none or several targets.</exception>
    public static Target[] Of<T>(object build, string place, Func<T, Target>[] selectors)
    {
        if (build is not T component)
            throw new BuildConfigurationException($"{place} refers to {typeof(T).Name}, which {build.GetType().Name} does not implement; implement it or use the form that begins with Try.");
        return selectors.Length > 0 ? [.. selectors.Select(s => s(component))] : [OnlyTargetOf<T>(build, place)];
    }

    private static Target OnlyTargetOf<T>(object build, string place)
    {
        var targets = TargetMember.TargetsOf(typeof(T)).ToList();
        if (targets.Count == 1) return (Target)targets[0].GetValue(build)!;
        var found = targets.Count == 0 ? "it has no target" : "choose one with a lambda:\n" + string.Join("\n", targets.Select(t => $"  - {t.Name}"));
        throw new BuildConfigurationException($"{place} refers to {typeof(T).Name} without saying which target; {found}");
    }
}
