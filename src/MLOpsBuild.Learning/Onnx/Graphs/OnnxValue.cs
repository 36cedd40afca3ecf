namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>A typed input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The elements' type; null for what is no tensor, such as a sequence of maps.</param>
/// <param name="Columns">The second dimension of a [rows, columns] tensor; null where the file leaves it open.</param>
internal sealed record OnnxValue(string Name, ElementType? Type, int? Columns)
{
    /// <summary>The number of dimensions; null where the file leaves it open.</summary>
    public int? Rank { get; init; } = 2;
}
