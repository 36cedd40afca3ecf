namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>The element types of tensors that are written or read here, by their numbers in ONNX.</summary>
internal enum ElementType
{
    /// <summary>32-bit floating point.</summary>
    Single = 1,

    /// <summary>Unsigned 8-bit integer.</summary>
    Byte = 2,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 7,

    /// <summary>Unicode text.</summary>
    Text = 8,

    /// <summary>True or false.</summary>
    Bool = 9,

    /// <summary>64-bit floating point.</summary>
    Double = 11,
}
