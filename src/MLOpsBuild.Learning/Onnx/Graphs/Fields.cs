namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>The numbers of the fields of ONNX's messages, from its specification (onnx.proto, IR version 8).</summary>
internal static class Fields
{
    internal static class Model
    {
        public const int IrVersion = 1;
        public const int Producer = 2;
        public const int ProducerVersion = 3;
        public const int Graph = 7;
        public const int Opset = 8;
        public const int Metadata = 14;
        public const int Functions = 25;
    }

    internal static class Opset
    {
        public const int Domain = 1;
        public const int Version = 2;
    }

    internal static class Entry
    {
        public const int Key = 1;
        public const int Value = 2;
    }

    internal static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
        public const int SparseInitializer = 15;
    }

    internal static class Node
    {
        public const int Input = 1;
        public const int Output = 2;
        public const int Name = 3;
        public const int Operator = 4;
        public const int Attribute = 5;
        public const int Domain = 7;
    }

    internal static class Attribute
    {
        public const int Name = 1;
        public const int Single = 2;
        public const int Integer = 3;
        public const int Text = 4;
        public const int Tensor = 5;
        public const int Singles = 7;
        public const int Integers = 8;
        public const int Texts = 9;
        public const int Kind = 20;
    }

    /// <summary>The kinds of an attribute.</summary>
    internal static class Kind
    {
        public const int Single = 1;
        public const int Integer = 2;
        public const int Text = 3;
        public const int Tensor = 4;
        public const int Singles = 6;
        public const int Integers = 7;
        public const int Texts = 8;
    }

    internal static class Tensor
    {
        public const int Dims = 1;
        public const int Type = 2;
        public const int Singles = 4;
        public const int Int32s = 5;
        public const int Texts = 6;
        public const int Int64s = 7;
        public const int Name = 8;
        public const int Raw = 9;
        public const int Doubles = 10;
        public const int ExternalData = 13;
        public const int DataLocation = 14;
    }

    internal static class Value
    {
        public const int Name = 1;
        public const int Type = 2;
        public const int TensorType = 1;
        public const int ElementType = 1;
        public const int Shape = 2;
        public const int Dim = 1;
        public const int DimValue = 1;
        public const int DimName = 2;
    }
}
