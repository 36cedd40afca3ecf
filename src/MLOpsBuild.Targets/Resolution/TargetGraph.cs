namespace MLOpsBuild.Targets.Resolution;

/// <summary>All targets of a build by position, with three kinds of edges to those that come before.</summary>
internal sealed record TargetGraph(IReadOnlyList<TargetNode> Nodes);

/// <summary>One target of the graph.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Execution">The targets that it needs.</param>
/// <param name="Order">The targets that come before it if they are planned.</param>
/// <param name="Trigger">The targets that pull it in and come before it.</param>
internal sealed record TargetNode(string Name, IReadOnlyList<int> Execution, IReadOnlyList<int> Order, IReadOnlyList<int> Trigger)
{
    /// <summary>Every target that comes before this one, each once.</summary>
    public IReadOnlyList<int> Earlier { get; } = [.. Execution.Concat(Order).Concat(Trigger).Distinct()];
}
