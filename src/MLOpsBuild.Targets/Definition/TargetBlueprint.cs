namespace MLOpsBuild.Targets.Definition;

/// <summary>A target as it was described, frozen; other targets are still named by their delegates.</summary>
internal sealed record TargetBlueprint
{
    public required string Name { get; init; }

    /// <summary>The class or interface that declares it, for messages.</summary>
    public required string DeclaredBy { get; init; }

    public required Target Factory { get; init; }

    public string? Description { get; init; }

    public bool Listed { get; init; } = true;

    public bool IsAssuredAfterFailure { get; init; }

    public bool ProceedsAfterFailure { get; init; }

    public DependencyBehavior WhenSkipped { get; init; }

    public int? PartitionSize { get; init; }

    public IReadOnlyList<Func<CancellationToken, Task>> Actions { get; init; } = [];

    public IReadOnlyList<Condition> StaticConditions { get; init; } = [];

    public IReadOnlyList<Condition> DynamicConditions { get; init; } = [];

    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    public IReadOnlyList<TargetLink> Links { get; init; } = [];

    public IReadOnlyList<string> Produces { get; init; } = [];

    public IReadOnlyList<KeyValuePair<Target, IReadOnlyList<string>>> Consumes { get; init; } = [];
}

/// <summary>What one target says about another.</summary>
internal sealed record TargetLink(LinkKind Kind, Target Other);

/// <summary>The words that link two targets.</summary>
internal enum LinkKind
{
    DependsOn,
    DependentFor,
    Before,
    After,
    Triggers,
    TriggeredBy,
}
