namespace MLOpsBuild.Learning.Trees;

/// <summary>A node while its tree grows.</summary>
internal sealed class GrowingNode
{
    /// <summary>The place of its first row in the partition.</summary>
    public int Start { get; init; }

    public int Count { get; init; }

    /// <summary>Its number in the tree.</summary>
    public int Number { get; init; }

    /// <summary>The cuts above it.</summary>
    public int Depth { get; init; }

    public Sums Sums { get; set; }

    public Bounds Bounds { get; init; }

    /// <summary>Present from when it may be cut until it is.</summary>
    public long[]? Histogram { get; set; }

    public Split Best { get; set; }

    /// <summary>How many of its rows its cut sends left.</summary>
    public int Lefts { get; set; }

    public bool MayBeCut { get; set; }
}
