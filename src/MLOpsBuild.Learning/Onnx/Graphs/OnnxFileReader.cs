using MLOpsBuild.Learning.Onnx.Wire;

namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>Reads an ONNX file. What it says is checked where it is used; here only that it is whole and well formed.</summary>
internal static class OnnxFileReader
{
    /// <exception cref="InvalidDataException">The bytes are no ONNX model, are cut off, or hold what is not read.</exception>
    public static OnnxFile Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var content = new Content();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Model.IrVersion: content.IrVersion = reader.Integer(); break;
                case Fields.Model.Producer: content.Producer = reader.Text(); break;
                case Fields.Model.ProducerVersion: content.ProducerVersion = reader.Text(); break;
                case Fields.Model.Graph: content.HasGraph = true; Graph(reader.Bytes(), content); break;
                case Fields.Model.Opset: content.Opsets.Add(Opset(reader.Bytes())); break;
                case Fields.Model.Metadata: content.Metadata.Add(Entry(reader.Bytes())); break;
                case Fields.Model.Functions: throw new InvalidDataException("The ONNX model defines functions of its own, which are not read.");
                default: reader.Skip(); break;
            }
        }

        if (content.IrVersion == 0 || !content.HasGraph) throw new InvalidDataException("The bytes are no ONNX model: they hold no graph.");
        return content.ToFile();
    }

    private static void Graph(ReadOnlySpan<byte> bytes, Content content)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Graph.Node: content.Nodes.Add(NodeReader.Read(reader.Bytes())); break;
                case Fields.Graph.Name: content.GraphName = reader.Text(); break;
                case Fields.Graph.Initializer: content.Constants.Add(TensorReader.Read(reader.Bytes())); break;
                case Fields.Graph.Input: content.Inputs.Add(Value(reader.Bytes())); break;
                case Fields.Graph.Output: content.Outputs.Add(Value(reader.Bytes())); break;
                case Fields.Graph.SparseInitializer: throw new InvalidDataException("The ONNX model has sparse constants, which are not read.");
                default: reader.Skip(); break;
            }
        }
    }

    private static (string Domain, long Version) Opset(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var (domain, version) = ("", 0L);
        while (reader.Next())
        {
            if (reader.Field == Fields.Opset.Domain) domain = reader.Text();
            else if (reader.Field == Fields.Opset.Version) version = reader.Integer();
            else reader.Skip();
        }

        return (domain == "ai.onnx" ? OnnxFile.Main : domain, version);
    }

    private static (string Key, string Value) Entry(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var (key, value) = ("", "");
        while (reader.Next())
        {
            if (reader.Field == Fields.Entry.Key) key = reader.Text();
            else if (reader.Field == Fields.Entry.Value) value = reader.Text();
            else reader.Skip();
        }

        return (key, value);
    }

    private static OnnxValue Value(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var value = new OnnxValue("", null, null);
        while (reader.Next())
        {
            if (reader.Field == Fields.Value.Name) value = value with { Name = reader.Text() };
            else if (reader.Field == Fields.Value.Type) value = Type(reader.Bytes(), value);
            else reader.Skip();
        }

        return value;
    }

    private static OnnxValue Type(ReadOnlySpan<byte> bytes, OnnxValue value)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == Fields.Value.TensorType) value = TensorType(reader.Bytes(), value);
            else reader.Skip();
        }

        return value;
    }

    private static OnnxValue TensorType(ReadOnlySpan<byte> bytes, OnnxValue value)
    {
        var reader = new ProtoReader(bytes);
        value = value with { Rank = null };
        while (reader.Next())
        {
            if (reader.Field == Fields.Value.ElementType) value = value with { Type = TensorReader.TypeOf(reader.Integer()) };
            else if (reader.Field == Fields.Value.Shape) value = Shape(reader.Bytes(), value);
            else reader.Skip();
        }

        return value;
    }

    private static OnnxValue Shape(ReadOnlySpan<byte> bytes, OnnxValue value)
    {
        var reader = new ProtoReader(bytes);
        var rank = 0;
        int? columns = null;
        while (reader.Next())
        {
            if (reader.Field != Fields.Value.Dim)
            {
                reader.Skip();
                continue;
            }

            var size = Dim(reader.Bytes());
            if (rank == 1 && size is > 0 and <= int.MaxValue) columns = (int)size;
            rank++;
        }

        return value with { Rank = rank, Columns = columns };
    }

    private static long Dim(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var size = -1L;
        while (reader.Next())
        {
            if (reader.Field == Fields.Value.DimValue) size = reader.Integer();
            else reader.Skip();
        }

        return size;
    }

    private sealed class Content
    {
        public long IrVersion { get; set; }

        public string Producer { get; set; } = "";

        public string ProducerVersion { get; set; } = "";

        public string GraphName { get; set; } = "";

        public bool HasGraph { get; set; }

        public List<(string Domain, long Version)> Opsets { get; } = [];

        public List<(string Key, string Value)> Metadata { get; } = [];

        public List<OnnxNode> Nodes { get; } = [];

        public List<(string Name, OnnxTensor Tensor)> Constants { get; } = [];

        public List<OnnxValue> Inputs { get; } = [];

        public List<OnnxValue> Outputs { get; } = [];

        public OnnxFile ToFile() => new()
        {
            IrVersion = IrVersion,
            Producer = Producer,
            ProducerVersion = ProducerVersion,
            GraphName = GraphName,
            Opsets = Opsets,
            Nodes = Nodes,
            Constants = Constants,
            Inputs = Inputs,
            Outputs = Outputs,
            Metadata = Metadata,
        };
    }
}
