using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace MLOpsBuild.Targets;

/// <summary>Describes one target. Every member returns the definition.</summary>
/// <remarks>
/// The forms with a type parameter reach targets of a component; without a lambda they mean its only target.
/// The <c>Try</c> forms do nothing when the build does not have the component.
/// </remarks>
public interface ITargetDefinition
{
    /// <summary>What the target does, in a sentence for <c>--help</c>.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Adds actions; a target's actions run in order.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Adds an action whose result is dropped; a task is awaited.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Adds an asynchronous action.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Adds an asynchronous action that can be cancelled.</summary>
    ITargetDefinition Executes(Func<CancellationToken, Task> action);

    /// <summary>These targets are planned and run before this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <inheritdoc cref="DependsOn(Target[])"/>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="DependsOn(Target[])"/>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>These targets need this one.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <inheritdoc cref="DependentFor(Target[])"/>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="DependentFor(Target[])"/>
    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>This target runs before these if they are planned.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <inheritdoc cref="Before(Target[])"/>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="Before(Target[])"/>
    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets);

    /// <summary>This target runs after these if they are planned.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <inheritdoc cref="After(Target[])"/>
    ITargetDefinition After<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="After(Target[])"/>
    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets);

    /// <summary>These targets are planned with this one and run after it.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <inheritdoc cref="Triggers(Target[])"/>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="Triggers(Target[])"/>
    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets);

    /// <summary>This target is planned with each of these and runs after it.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <inheritdoc cref="TriggeredBy(Target[])"/>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="TriggeredBy(Target[])"/>
    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>Skips the target unless the condition holds before anything has run.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="text">Its text for the summary; the compiler fills it.</param>
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null);

    /// <summary>Skips the target unless the condition holds just before its turn.</summary>
    /// <inheritdoc cref="OnlyWhenStatic"/>
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null);

    /// <summary>The build does not start unless these members have a value: not null, and not blank if text.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T?>> member, params Expression<Func<T?>>[] more)
        where T : class;

    /// <inheritdoc cref="Requires{T}(Expression{Func{T}}, Expression{Func{T}}[])"/>
    ITargetDefinition Requires<T>(Expression<Func<T?>> member, params Expression<Func<T?>>[] more)
        where T : struct;

    /// <summary>The build does not start unless these conditions hold.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] more);

    /// <summary>What happens to dependencies and triggers when this target is skipped.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior behavior);

    /// <summary>The target runs even after a failure or a cancellation, if it is planned.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>The build goes on when this target fails; it fails nevertheless.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Leaves the target out of <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Applies the definition of the overridden property of the class below.</summary>
    ITargetDefinition Base();

    /// <summary>Applies the definitions of other targets.</summary>
    ITargetDefinition Inherit(params Target[] targets);

    /// <inheritdoc cref="Inherit(Target[])"/>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets);

    /// <summary>The patterns of the files that it makes.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>The target uses all that these produce. Says nothing about order.</summary>
    ITargetDefinition Consumes(params Target[] targets);

    /// <inheritdoc cref="Consumes(Target[])"/>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets);

    /// <summary>The target uses these files of another one. Says nothing about order.</summary>
    ITargetDefinition Consumes(Target target, params string[] artifacts);

    /// <inheritdoc cref="Consumes(Target, string[])"/>
    ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts);

    /// <summary>The target uses these files of the only target of a component. Says nothing about order.</summary>
    ITargetDefinition Consumes<T>(params string[] artifacts);

    /// <summary>The target runs between the setup and the cleanup of a context: a component with one <see cref="Setup"/> and one <see cref="Cleanup"/>.</summary>
    ITargetDefinition DependsOnContext<T>();

    /// <summary>The target can be run in so many parts, on as many machines.</summary>
    /// <param name="size">At least 2.</param>
    ITargetDefinition Partition(int size);
}
