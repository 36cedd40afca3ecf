using System.Linq.Expressions;
using System.Reflection;

namespace MLOpsBuild.Targets.Definition;

/// <summary>Collects what a target's lambda says; frozen by <see cref="Freeze"/>.</summary>
internal sealed partial class TargetDefinition : ITargetDefinition
{
    private readonly object _build;
    private readonly TargetMember _member;
    private readonly List<Func<CancellationToken, Task>> _actions = [];
    private readonly List<Condition> _static = [];
    private readonly List<Condition> _dynamic = [];
    private readonly List<Requirement> _requirements = [];
    private readonly List<TargetLink> _links = [];
    private readonly List<string> _produces = [];
    private readonly List<KeyValuePair<Target, IReadOnlyList<string>>> _consumes = [];
    private TargetBlueprint _plain;
    private PropertyInfo _current;

    private TargetDefinition(object build, TargetMember member, Target factory)
    {
        _build = build;
        _member = member;
        _current = member.Property;
        _plain = new TargetBlueprint { Name = member.Name, DeclaredBy = member.Property.DeclaringType!.Name, Factory = factory };
    }

    private string Place => $"{_member.Property.DeclaringType!.Name}.{_member.Name}";

    /// <summary>Runs a target's lambda and freezes what it said.</summary>
    /// <exception cref="BuildConfigurationException">The lambda says something that cannot be.</exception>
    public static TargetBlueprint Define(object build, TargetMember member)
    {
        var factory = member.Read(build);
        var definition = new TargetDefinition(build, member, factory);
        factory(definition);
        definition.CompleteContext(member.Property);
        return definition.Freeze();
    }

    public ITargetDefinition Description(string description) => Set(_plain with { Description = description });

    public ITargetDefinition WhenSkipped(DependencyBehavior behavior) => Set(_plain with { WhenSkipped = behavior });

    public ITargetDefinition AssuredAfterFailure() => Set(_plain with { IsAssuredAfterFailure = true });

    public ITargetDefinition ProceedAfterFailure() => Set(_plain with { ProceedsAfterFailure = true });

    public ITargetDefinition Unlisted() => Set(_plain with { Listed = false });

    public ITargetDefinition Partition(int size) =>
        size >= 2
            ? Set(_plain with { PartitionSize = size })
            : throw new BuildConfigurationException($"{Place} has a partition of {size}; it takes at least 2 parts.");

    public ITargetDefinition Executes(params Action[] actions)
    {
        foreach (var action in actions)
        {
            _actions.Add(_ =>
            {
                action();
                return Task.CompletedTask;
            });
        }

        return this;
    }

    // A lambda that returns Task<T> binds here: its task is awaited, only its result is dropped.
    public ITargetDefinition Executes<T>(Func<T> action) => Executes(_ => action() as Task ?? Task.CompletedTask);

    public ITargetDefinition Executes(Func<Task> action) => Executes(_ => action());

    public ITargetDefinition Executes(Func<CancellationToken, Task> action) => Add(_actions, action);

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? text = null) => Add(_static, Condition.Of(condition, text));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? text = null) => Add(_dynamic, Condition.Of(condition, text));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> member, params Expression<Func<T?>>[] more)
        where T : class => Add(_requirements, [Requirement.OfMember(member), .. more.Select(Requirement.OfMember)]);

    public ITargetDefinition Requires<T>(Expression<Func<T?>> member, params Expression<Func<T?>>[] more)
        where T : struct => Add(_requirements, [Requirement.OfMember(member), .. more.Select(Requirement.OfMember)]);

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] more) =>
        Add(_requirements, [Requirement.OfCondition(requirement), .. more.Select(Requirement.OfCondition)]);

    public ITargetDefinition Produces(params string[] artifacts) => Add(_produces, artifacts);

    public ITargetDefinition Base()
    {
        var property = _current;
        for (var type = property.DeclaringType!.BaseType; type is not null; type = type.BaseType)
        {
            var below = TargetMember.TargetsOf(type).FirstOrDefault(p => p.Name == property.Name && p.GetMethod!.IsVirtual && !p.GetMethod.IsAbstract);
            if (below is null) continue;
            _current = below;
            NonVirtual(below)(this);
            _current = property;
            return this;
        }

        throw new BuildConfigurationException($"{Place} calls Base(), but no class below declares it; for a component's target use Inherit<T>(x => x.{_member.Name}).");
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets) target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
    {
        foreach (var target in targets)
        {
            var property = Requirement.MemberOf(target) as PropertyInfo;
            // An interface's own definition is meant, even where the class has another one.
            var definition = property is { DeclaringType.IsInterface: true, GetMethod.IsAbstract: false }
                ? NonVirtual(property)
                : ComponentTargets.Of(_build, Place, [target.Compile(preferInterpretation: true)])[0];
            definition(this);
        }

        return this;
    }

    private TargetBlueprint Freeze() => _plain with
    {
        Actions = [.. _actions],
        StaticConditions = [.. _static],
        DynamicConditions = [.. _dynamic],
        Requirements = [.. _requirements],
        Links = [.. _links],
        Produces = [.. _produces],
        Consumes = [.. _consumes],
    };

    /// <summary>Reads the property of exactly this type, past any override.</summary>
    private Target NonVirtual(PropertyInfo property)
    {
        var getter = (Func<Delegate>)Activator.CreateInstance(typeof(Func<Delegate>), _build, property.GetMethod!.MethodHandle.GetFunctionPointer())!;
        return TargetMember.AsTarget(getter());
    }

    private TargetDefinition Set(TargetBlueprint plain)
    {
        _plain = plain;
        return this;
    }

    private TargetDefinition Add<T>(List<T> list, params IEnumerable<T> items)
    {
        list.AddRange(items);
        return this;
    }
}
