namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>A named setting of a node: exactly one of its values is set.</summary>
internal sealed record OnnxAttribute(string Name)
{
    public long? Integer { get; init; }

    public float? Single { get; init; }

    public string? Text { get; init; }

    public OnnxTensor? Tensor { get; init; }

    public long[]? Integers { get; init; }

    public float[]? Singles { get; init; }

    public string[]? Texts { get; init; }

    /// <summary>What is not read here, such as a graph, as the number of its kind; 0 for none.</summary>
    public int Other { get; init; }
}
