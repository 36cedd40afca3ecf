using MLOpsBuild.Learning.Onnx.Wire;

namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>Reads one operation of a graph.</summary>
internal static class NodeReader
{
    public static OnnxNode Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var (name, domain) = ("", "");
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Node.Input: inputs.Add(reader.Text()); break;
                case Fields.Node.Output: outputs.Add(reader.Text()); break;
                case Fields.Node.Operator: name = reader.Text(); break;
                case Fields.Node.Attribute: attributes.Add(Attribute(reader.Bytes())); break;
                case Fields.Node.Domain: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        // The main domain has two names.
        return new OnnxNode(name, domain == "ai.onnx" ? OnnxFile.Main : domain, inputs, outputs, attributes);
    }

    private static OnnxAttribute Attribute(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var content = new Content();
        while (reader.Next()) Field(ref reader, content);
        return content.ToAttribute();
    }

    private static void Field(ref ProtoReader reader, Content content)
    {
        switch (reader.Field)
        {
            case Fields.Attribute.Name: content.Name = reader.Text(); break;
            case Fields.Attribute.Single: content.Single = reader.Single(); break;
            case Fields.Attribute.Integer: content.Integer = reader.Integer(); break;
            case Fields.Attribute.Text: content.Text = reader.Text(); break;
            case Fields.Attribute.Tensor: content.Tensor = TensorReader.Read(reader.Bytes()).Tensor; break;
            case Fields.Attribute.Singles: reader.AddSingles(content.Singles); break;
            case Fields.Attribute.Integers: reader.AddIntegers(content.Integers); break;
            case Fields.Attribute.Texts: content.Texts.Add(reader.Text()); break;
            case Fields.Attribute.Kind: content.Kind = (int)Math.Clamp(reader.Integer(), 0, int.MaxValue); break;
            default: reader.Skip(); break;
        }
    }

    /// <summary>A default value is left out of the bytes, so that only the kind says which one is meant.</summary>
    private sealed class Content
    {
        public string Name { get; set; } = "";

        public float Single { get; set; }

        public long Integer { get; set; }

        public string Text { get; set; } = "";

        public OnnxTensor? Tensor { get; set; }

        public List<float> Singles { get; } = [];

        public List<long> Integers { get; } = [];

        public List<string> Texts { get; } = [];

        public int Kind { get; set; }

        public OnnxAttribute ToAttribute() => Kind switch
        {
            Fields.Kind.Single => new OnnxAttribute(Name) { Single = Single },
            Fields.Kind.Integer => new OnnxAttribute(Name) { Integer = Integer },
            Fields.Kind.Text => new OnnxAttribute(Name) { Text = Text },
            Fields.Kind.Tensor when Tensor is not null => new OnnxAttribute(Name) { Tensor = Tensor },
            Fields.Kind.Singles => new OnnxAttribute(Name) { Singles = [.. Singles] },
            Fields.Kind.Integers => new OnnxAttribute(Name) { Integers = [.. Integers] },
            Fields.Kind.Texts => new OnnxAttribute(Name) { Texts = [.. Texts] },
            _ => new OnnxAttribute(Name) { Other = Math.Max(1, Kind) },
        };
    }
}
