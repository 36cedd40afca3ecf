namespace MLOpsBuild.Learning.Explanation;

/// <summary>An input on the path to a node: the shares of rows that come this way when it is not known and when it is, and the path's weight for sets of this size.</summary>
internal record struct TreeShapStep(int Feature, double Zero, double One, double Weight);
