namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>One operation of a graph: names of the values it reads and makes.</summary>
internal sealed record OnnxNode(string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    /// <summary>The name people know the operator by: with its domain, unless that is the main one.</summary>
    public string FullName => Domain.Length == 0 ? Operator : $"{Domain}.{Operator}";

    /// <summary>The attribute of that name; null when it is not set.</summary>
    public OnnxAttribute? this[string name] => Attributes.FirstOrDefault(a => a.Name == name);
}
