namespace MLOpsBuild.Learning.Onnx.Wire;

/// <summary>How a field's value is laid out in a protocol buffer.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Counted = 2,
    Fixed32 = 5,
}
