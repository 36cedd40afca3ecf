using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MLOpsBuild.Learning.Onnx.Wire;

/// <summary>Writes the fields of one protocol buffer message, in the order of the calls: the same calls give the same bytes.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>An integer or an enumeration's value.</summary>
    public void Integer(int field, long value)
    {
        Key(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Single(int field, float value)
    {
        Key(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, WireType.Counted);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Bytes(field, inner.Written);
    }

    /// <summary>Integers in one field; nothing for none.</summary>
    public void Integers(int field, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;
        var inner = new ProtoWriter();
        foreach (var value in values) inner.Varint((ulong)value);
        Bytes(field, inner.Written);
    }

    /// <summary>Single-precision numbers in one field; nothing for none.</summary>
    public void Singles(int field, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return;
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        Bytes(field, bytes);
    }

    private void Key(int field, WireType type) => Varint((ulong)field << 3 | (ulong)type);

    private void Varint(ulong value)
    {
        var bytes = _bytes.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        _bytes.Advance(count);
    }
}
