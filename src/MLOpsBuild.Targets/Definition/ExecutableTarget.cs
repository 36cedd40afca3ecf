using System.Diagnostics;

namespace MLOpsBuild.Targets.Definition;

/// <summary>A target with its dependencies found: what the plan is made of. Does not change once a build has started.</summary>
[DebuggerDisplay("{Name}")]
public sealed class ExecutableTarget
{
    internal ExecutableTarget(TargetBlueprint blueprint) => Blueprint = blueprint;

    /// <summary>The name: the last segment of the property's name.</summary>
    public string Name => Blueprint.Name;

    /// <summary>What it does, in a sentence; null when the build does not say.</summary>
    public string? Description => Blueprint.Description;

    /// <summary>False when <c>--help</c> leaves it out.</summary>
    public bool Listed => Blueprint.Listed;

    /// <summary>The property's value; targets are compared by it.</summary>
    public Target Factory => Blueprint.Factory;

    /// <summary>The targets that it needs: planned and run before it.</summary>
    public IReadOnlyList<ExecutableTarget> ExecutionDependencies { get; internal set; } = [];

    /// <summary>The targets that come before it if they are planned.</summary>
    public IReadOnlyList<ExecutableTarget> OrderDependencies { get; internal set; } = [];

    /// <summary>The targets that pull it into the plan and come before it.</summary>
    public IReadOnlyList<ExecutableTarget> TriggerDependencies { get; internal set; } = [];

    /// <summary>The targets that it pulls into the plan.</summary>
    public IReadOnlyList<ExecutableTarget> Triggers { get; internal set; } = [];

    /// <summary>The patterns of the files that it makes.</summary>
    public IReadOnlyList<string> ArtifactProducts => Blueprint.Produces;

    /// <summary>What it takes from other targets; no patterns stands for all that the other one produces.</summary>
    public IReadOnlyList<KeyValuePair<ExecutableTarget, IReadOnlyList<string>>> ArtifactDependencies { get; internal set; } = [];

    /// <summary>The number of parts that it can be run in; null when it cannot be split.</summary>
    public int? PartitionSize => Blueprint.PartitionSize;

    internal TargetBlueprint Blueprint { get; }

    internal bool IsCollective => Blueprint.Actions.Count == 0;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
