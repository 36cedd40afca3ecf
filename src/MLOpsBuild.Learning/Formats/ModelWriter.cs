using System.Buffers.Binary;
using System.Text;
using MLOpsBuild.Learning.Loading;

namespace MLOpsBuild.Learning.Formats;

/// <summary>Writes the parts of a model's bytes: little endian, counted, without anything that could differ between two runs.</summary>
/// <remarks>Every model begins with eight bytes <c>MLOPSMDL</c>, the 16-bit version 1 and the name of its format; <see cref="Begin"/> writes them.</remarks>
public sealed class ModelWriter
{
    internal const string Magic = "MLOPSMDL";
    internal const ushort Version = 1;

    private readonly Stream _stream;

    private ModelWriter(Stream stream) => _stream = stream;

    /// <summary>Begins a model of a format, the name that <see cref="ModelFormats"/> knows its reader by.</summary>
    public static ModelWriter Begin(Stream stream, string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        stream.Write(Encoding.ASCII.GetBytes(Magic));
        Span<byte> version = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(version, Version);
        stream.Write(version);
        var writer = new ModelWriter(stream);
        writer.Text(format);
        return writer;
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value) => _stream.WriteByte(value);

    /// <summary>A byte that is 0 or 1.</summary>
    public void Flag(bool value) => _stream.WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>A signed 32-bit integer.</summary>
    public void Integer(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    /// <summary>A double, with all its bits.</summary>
    public void Number(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    /// <summary>A count and so many doubles.</summary>
    public void Numbers(IReadOnlyList<double> values)
    {
        Integer(values.Count);
        foreach (var value in values) Number(value);
    }

    /// <summary>A text: its length in bytes and its UTF-8.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Integer(bytes.Length);
        _stream.Write(bytes);
    }

    /// <summary>A count and so many texts.</summary>
    public void Texts(IReadOnlyList<string> values)
    {
        Integer(values.Count);
        foreach (var value in values) Text(value);
    }

    /// <summary>A count and so many bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Integer(value.Length);
        _stream.Write(value);
    }

    /// <summary>The learning task.</summary>
    public void Task(LearningTask task) => Byte((byte)task);

    /// <summary>A whole model within this one: its length in bytes and its bytes.</summary>
    public void Model(ITrainedModel model)
    {
        using var bytes = new MemoryStream();
        model.Write(bytes);
        Integer(checked((int)bytes.Length));
        bytes.WriteTo(_stream);
    }

    /// <summary>A model's inputs: names and types.</summary>
    public void Inputs(IReadOnlyList<ModelInput> inputs)
    {
        Integer(inputs.Count);
        foreach (var input in inputs) Input(input);
    }

    internal void Input(ModelInput input)
    {
        Text(input.Name);
        Byte((byte)input.Type);
    }
}
