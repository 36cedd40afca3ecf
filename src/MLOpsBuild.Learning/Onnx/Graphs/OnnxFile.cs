namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>What an ONNX file says, as far as it matters for predicting.</summary>
internal sealed record OnnxFile
{
    /// <summary>The operators of the main domain.</summary>
    public const string Main = "";

    /// <summary>The operators for machine learning: trees, encoders and the like.</summary>
    public const string Ml = "ai.onnx.ml";

    public required string GraphName { get; init; }

    public required string Producer { get; init; }

    public required string ProducerVersion { get; init; }

    /// <summary>The version of the format itself.</summary>
    public long IrVersion { get; init; }

    /// <summary>The versions of the operators by domain, in the file's order.</summary>
    public required IReadOnlyList<(string Domain, long Version)> Opsets { get; init; }

    /// <summary>The operations in an order in which each finds its inputs made.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>Constants by name, in the file's order.</summary>
    public required IReadOnlyList<(string Name, OnnxTensor Tensor)> Constants { get; init; }

    public required IReadOnlyList<OnnxValue> Inputs { get; init; }

    public required IReadOnlyList<OnnxValue> Outputs { get; init; }

    /// <summary>Names with values, for people and tools.</summary>
    public required IReadOnlyList<(string Key, string Value)> Metadata { get; init; }
}
