namespace MLOpsBuild.Learning.Trees;

/// <summary>The order in which a tree's nodes are cut.</summary>
public enum TreeGrowth
{
    /// <summary>All nodes of a level, then those of the next one, down to the depth.</summary>
    DepthWise = 0,

    /// <summary>Always the leaf that gains most, up to a number of leaves: fewer leaves for the same loss, and more danger of fitting noise.</summary>
    LeafWise = 1,
}
