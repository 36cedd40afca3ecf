
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
        var targets = TargetMember.TargetsOf(typeof(T)).Where(p => p.PropertyType == typeof(Target)).ToList();
        if (targets.Count == 1) return (Target)targets[0].GetValue(build)!;
        var found = targets.Count == 0 ? "it has no target" : "choose one with a lambda:\n" + string.Join("\n", targets.Select(t => $"  - {t.Name}"));
        throw new BuildConfigurationException($"{place} refers to {typeof(T).Name} without saying which target; {found}");
    }

    /// <summary>The setup or the cleanup of a context.</summary>
    /// <typeparam name="TWord"><see cref="Setup"/> or <see cref="Cleanup"/>.</typeparam>
    /// <exception cref="BuildConfigurationException">The build does not have the context, or it has not exactly one.</exception>
    public static Target PartOf<TWord>(object build, string place, Type context)
        where TWord : Delegate
    {
        if (!context.IsInstanceOfType(build))
            throw new BuildConfigurationException($"{place} depends on the context {context.Name}, which {build.GetType().Name} does not implement.");
        var parts = TargetMember.TargetsOf(context).Where(p => p.PropertyType == typeof(TWord)).ToList();
        return parts is [var part]
            ? TargetMember.AsTarget((Delegate)part.GetValue(build)!)
            : throw new BuildConfigurationException($"The context {context.Name} has {parts.Count} properties of type {typeof(TWord).Name}; it needs one {nameof(Setup)} and one {nameof(Cleanup)}.");
    }
}
