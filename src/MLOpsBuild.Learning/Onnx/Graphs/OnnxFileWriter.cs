using System.Buffers.Binary;
using System.Text;
using MLOpsBuild.Learning.Onnx.Wire;

namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>Writes an ONNX file; equal contents give equal bytes.</summary>
internal static class OnnxFileWriter
{
    public static byte[] Write(OnnxFile file)
    {
        var writer = new ProtoWriter();
        writer.Integer(Fields.Model.IrVersion, file.IrVersion);
        writer.Text(Fields.Model.Producer, file.Producer);
        writer.Text(Fields.Model.ProducerVersion, file.ProducerVersion);
        writer.Message(Fields.Model.Graph, graph => Graph(graph, file));
        foreach (var (domain, version) in file.Opsets)
        {
            writer.Message(Fields.Model.Opset, opset =>
            {
                opset.Text(Fields.Opset.Domain, domain);
                opset.Integer(Fields.Opset.Version, version);
            });
        }

        foreach (var (key, value) in file.Metadata)
        {
            writer.Message(Fields.Model.Metadata, entry =>
            {
                entry.Text(Fields.Entry.Key, key);
                entry.Text(Fields.Entry.Value, value);
            });
        }

        return writer.Written.ToArray();
    }

    private static void Graph(ProtoWriter writer, OnnxFile file)
    {
        for (var i = 0; i < file.Nodes.Count; i++)
        {
            var place = i;
            writer.Message(Fields.Graph.Node, node => Node(node, file.Nodes[place], place));
        }

        writer.Text(Fields.Graph.Name, file.GraphName);
        foreach (var (name, tensor) in file.Constants) writer.Message(Fields.Graph.Initializer, inner => Tensor(inner, name, tensor));
        foreach (var input in file.Inputs) writer.Message(Fields.Graph.Input, inner => Value(inner, input));
        foreach (var output in file.Outputs) writer.Message(Fields.Graph.Output, inner => Value(inner, output));
    }

    private static void Node(ProtoWriter writer, OnnxNode node, int place)
    {
        foreach (var input in node.Inputs) writer.Text(Fields.Node.Input, input);
        foreach (var output in node.Outputs) writer.Text(Fields.Node.Output, output);
        writer.Text(Fields.Node.Name, $"{node.Operator}_{place}");
        writer.Text(Fields.Node.Operator, node.Operator);
        foreach (var attribute in node.Attributes) writer.Message(Fields.Node.Attribute, inner => Attribute(inner, attribute));
        if (node.Domain.Length > 0) writer.Text(Fields.Node.Domain, node.Domain);
    }

    private static void Attribute(ProtoWriter writer, OnnxAttribute attribute)
    {
        writer.Text(Fields.Attribute.Name, attribute.Name);
        if (attribute.Single is { } single) writer.Single(Fields.Attribute.Single, single);
        if (attribute.Integer is { } integer) writer.Integer(Fields.Attribute.Integer, integer);
        if (attribute.Text is { } text) writer.Text(Fields.Attribute.Text, text);
        if (attribute.Tensor is { } tensor) writer.Message(Fields.Attribute.Tensor, inner => Tensor(inner, attribute.Name, tensor));
        writer.Singles(Fields.Attribute.Singles, attribute.Singles);
        writer.Integers(Fields.Attribute.Integers, attribute.Integers);
        foreach (var item in attribute.Texts ?? []) writer.Text(Fields.Attribute.Texts, item);
        writer.Integer(Fields.Attribute.Kind, KindOf(attribute));
    }

    private static int KindOf(OnnxAttribute attribute) => attribute switch
    {
        { Single: not null } => Fields.Kind.Single,
        { Integer: not null } => Fields.Kind.Integer,
        { Text: not null } => Fields.Kind.Text,
        { Tensor: not null } => Fields.Kind.Tensor,
        { Singles: not null } => Fields.Kind.Singles,
        { Integers: not null } => Fields.Kind.Integers,
        { Texts: not null } => Fields.Kind.Texts,
        _ => throw new InvalidOperationException($"The attribute '{attribute.Name}' has no value."),
    };

    private static void Tensor(ProtoWriter writer, string name, OnnxTensor tensor)
    {
        writer.Integers(Fields.Tensor.Dims, Array.ConvertAll(tensor.Dims, d => (long)d));
        writer.Integer(Fields.Tensor.Type, (long)tensor.Type);
        foreach (var text in tensor.Texts) writer.Bytes(Fields.Tensor.Texts, Encoding.UTF8.GetBytes(text));
        writer.Text(Fields.Tensor.Name, name);
        if (tensor.Type != ElementType.Text) writer.Bytes(Fields.Tensor.Raw, Raw(tensor));
    }

    private static byte[] Raw(OnnxTensor tensor)
    {
        var size = tensor.Type switch { ElementType.Bool or ElementType.Byte => 1, ElementType.Single or ElementType.Int32 => 4, _ => 8 };
        var bytes = new byte[size * tensor.Numbers.Length];
        for (var i = 0; i < tensor.Numbers.Length; i++)
        {
            var to = bytes.AsSpan(size * i);
            var value = tensor.Numbers[i];
            switch (tensor.Type)
            {
                case ElementType.Single: BinaryPrimitives.WriteSingleLittleEndian(to, (float)value); break;
                case ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(to, (int)value); break;
                case ElementType.Int64: BinaryPrimitives.WriteInt64LittleEndian(to, (long)value); break;
                case ElementType.Bool: to[0] = value == 0 ? (byte)0 : (byte)1; break;
                case ElementType.Byte: to[0] = (byte)value; break;
                default: BinaryPrimitives.WriteDoubleLittleEndian(to, value); break;
            }
        }

        return bytes;
    }

    private static void Value(ProtoWriter writer, OnnxValue value)
    {
        writer.Text(Fields.Value.Name, value.Name);
        if (value.Type is not { } element) return;
        writer.Message(Fields.Value.Type, type => type.Message(Fields.Value.TensorType, tensor =>
        {
            tensor.Integer(Fields.Value.ElementType, (long)element);
            if (value.Rank is { } rank) tensor.Message(Fields.Value.Shape, shape => Shape(shape, rank, value.Columns));
        }));
    }

    private static void Shape(ProtoWriter shape, int rank, int? columns)
    {
        for (var d = 0; d < rank; d++)
        {
            var isColumns = d == 1;
            shape.Message(Fields.Value.Dim, dim =>
            {
                if (!isColumns) dim.Text(Fields.Value.DimName, "rows");
                else if (columns is { } count) dim.Integer(Fields.Value.DimValue, count);
            });
        }
    }
}
