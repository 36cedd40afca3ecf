using System.Reflection;

namespace MLOpsBuild.Targets.Definition;

internal sealed partial class TargetDefinition
{
    public ITargetDefinition DependsOn(params Target[] targets) => Link(LinkKind.DependsOn, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => Link(LinkKind.DependsOn, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => _build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Link(LinkKind.DependentFor, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => Link(LinkKind.DependentFor, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => _build is T ? DependentFor(targets) : this;

    public ITargetDefinition Before(params Target[] targets) => Link(LinkKind.Before, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Link(LinkKind.Before, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => _build is T ? Before(targets) : this;

    public ITargetDefinition After(params Target[] targets) => Link(LinkKind.After, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => Link(LinkKind.After, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => _build is T ? After(targets) : this;

    public ITargetDefinition Triggers(params Target[] targets) => Link(LinkKind.Triggers, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Link(LinkKind.Triggers, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => _build is T ? Triggers(targets) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => Link(LinkKind.TriggeredBy, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => Link(LinkKind.TriggeredBy, ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => _build is T ? TriggeredBy(targets) : this;

    public ITargetDefinition Consumes(params Target[] targets) =>
        Add(_consumes, targets.Select(t => KeyValuePair.Create<Target, IReadOnlyList<string>>(t, [])));

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Consumes(ComponentTargets.Of(_build, Place, targets));

    public ITargetDefinition Consumes(Target target, params string[] artifacts) =>
        Add(_consumes, KeyValuePair.Create<Target, IReadOnlyList<string>>(target, artifacts));

    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) =>
        Consumes(ComponentTargets.Of(_build, Place, [target])[0], artifacts);

    public ITargetDefinition Consumes<T>(params string[] artifacts) => Consumes(ComponentTargets.Of<T>(_build, Place, [])[0], artifacts);

    public ITargetDefinition DependsOnContext<T>() => DependsOn(ComponentTargets.PartOf<Setup>(_build, Place, typeof(T)))
        .Before(ComponentTargets.PartOf<Cleanup>(_build, Place, typeof(T)));

    /// <summary>A setup brings its cleanup along, which runs whatever happens.</summary>
    private void CompleteContext(PropertyInfo property)
    {
        if (property.PropertyType == typeof(Setup)) Triggers(ComponentTargets.PartOf<Cleanup>(_build, Place, ContextOf(property)));
        else if (property.PropertyType == typeof(Cleanup)) AssuredAfterFailure();
    }

    /// <summary>The interface that a setup belongs to, also where the class implements it.</summary>
    private static Type ContextOf(PropertyInfo property) => property.DeclaringType!.IsInterface
        ? property.DeclaringType
        : property.DeclaringType.GetInterfaces().FirstOrDefault(i => TargetMember.TargetsOf(i).Any(p => p.PropertyType == typeof(Setup) && property.Name.EndsWith(p.Name, StringComparison.Ordinal))) ?? property.DeclaringType;

    private TargetDefinition Link(LinkKind kind, Target[] targets) => Add(_links, targets.Select(t => new TargetLink(kind, t)));
}
