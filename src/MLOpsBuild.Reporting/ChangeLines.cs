namespace MLOpsBuild.Reporting;

/// <summary>Something that decides the model and is not as it was at the base.</summary>
/// <param name="Kind">What it is: <c>parameter</c>, <c>code</c>, <c>file</c>.</param>
/// <param name="Name">Which one: the parameter, the step, the path.</param>
/// <param name="What">What became of it: <c>200 → 300</c>, <c>changed in Orders.cs</c>.</param>
public sealed record ChangeLine(string Kind, string Name, string What);

/// <summary>A part of the data that is not as it was at the base.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Part">The part: a partition, <c>column price</c>, <c>training window</c>, <c>all rows</c>.</param>
/// <param name="Change">What became of it: <c>added</c>, <c>removed</c>, <c>changed</c>.</param>
public sealed record DataChangeLine(string Dataset, string Part, string Change)
{
    /// <summary>Its rows before; null where it had none or has no rows.</summary>
    public long? RowsBefore { get; init; }

    /// <summary>Its rows now.</summary>
    public long? RowsNow { get; init; }

    /// <summary>What it was and is, in words.</summary>
    public string? Detail { get; init; }
}

/// <summary>What a run took of the machine.</summary>
/// <param name="Wall">From its beginning to the report.</param>
/// <param name="Threads">Worker threads.</param>
public sealed record RunCost(TimeSpan Wall, int Threads)
{
    /// <summary>The most memory that the process held at once, in bytes; null when not measured.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>All that the process allocated, in bytes; null when not measured.</summary>
    public long? Allocated { get; init; }
}

/// <summary>How to take what a run measured as the accepted metrics.</summary>
/// <param name="Why">When to do it, in a sentence.</param>
/// <param name="Commands">The commands, one a line.</param>
public sealed record Acceptance(string Why, IReadOnlyList<string> Commands);
