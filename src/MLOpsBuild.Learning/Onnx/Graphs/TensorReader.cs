using System.Buffers.Binary;
using MLOpsBuild.Learning.Onnx.Wire;

namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>Reads a constant tensor.</summary>
internal static class TensorReader
{
    private const int MostDims = 8;

    /// <summary>The name, which only a graph's constants have, and the tensor.</summary>
    /// <exception cref="InvalidDataException">It is cut off, of a type that is not read, kept outside the file, or its elements are not as many as its dimensions say.</exception>
    public static (string Name, OnnxTensor Tensor) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var content = new Content();
        while (reader.Next()) Field(ref reader, content);
        if (content.IsOutside) throw Wrong(content.Name, "its elements are in another file; save the model as one file");
        var dims = DimsOf(content);
        var expected = dims.Aggregate(1L, (product, d) => product * d);
        var tensor = content.Type == ElementType.Text
            ? OnnxTensor.Of(dims, [.. content.Texts])
            : OnnxTensor.Of(content.Type, dims, Elements(content));
        return tensor.Count == expected ? (content.Name, tensor) : throw Wrong(content.Name, $"it has {tensor.Count} elements; its dimensions ask for {expected}");
    }

    private static void Field(ref ProtoReader reader, Content content)
    {
        switch (reader.Field)
        {
            case Fields.Tensor.Dims: reader.AddIntegers(content.Dims); break;
            case Fields.Tensor.Type: content.Type = TypeOf(reader.Integer()); break;
            case Fields.Tensor.Singles: reader.AddSingles(content.Singles); break;
            case Fields.Tensor.Int32s or Fields.Tensor.Int64s: reader.AddIntegers(content.Integers); break;
            case Fields.Tensor.Texts: content.Texts.Add(reader.Text()); break;
            case Fields.Tensor.Doubles: reader.AddDoubles(content.Doubles); break;
            case Fields.Tensor.Name: content.Name = reader.Text(); break;
            case Fields.Tensor.Raw: content.Raw = reader.Bytes().ToArray(); break;
            case Fields.Tensor.ExternalData: content.IsOutside = true; reader.Skip(); break;
            case Fields.Tensor.DataLocation: content.IsOutside |= reader.Integer() != 0; break;
            default: reader.Skip(); break;
        }
    }

    public static ElementType TypeOf(long number) => Enum.IsDefined((ElementType)number)
        ? (ElementType)number
        : throw new InvalidDataException($"The ONNX model has a tensor of element type {number}; known are {string.Join(", ", Enum.GetValues<ElementType>().Select(t => $"{(int)t} ({t})"))}.");

    private static int[] DimsOf(Content content)
    {
        if (content.Dims.Count > MostDims) throw Wrong(content.Name, $"it has {content.Dims.Count} dimensions; at most {MostDims} are read");
        if (content.Dims.Any(d => d is < 0 or > int.MaxValue)) throw Wrong(content.Name, $"its dimensions are {string.Join(" × ", content.Dims)}");
        // A product that overflows could equal any count.
        var product = 1.0;
        foreach (var d in content.Dims) product *= d;
        if (product > int.MaxValue) throw Wrong(content.Name, $"its dimensions are {string.Join(" × ", content.Dims)}");
        return [.. content.Dims.Select(d => (int)d)];
    }

    private static double[] Elements(Content content) => content.Raw is { } raw
        ? FromRaw(content, raw)
        : content.Type switch
        {
            ElementType.Single => [.. content.Singles],
            ElementType.Double => [.. content.Doubles],
            _ => [.. content.Integers.Select(value => Exact(content.Name, value))],
        };

    private static double[] FromRaw(Content content, byte[] raw)
    {
        var size = content.Type switch { ElementType.Bool or ElementType.Byte => 1, ElementType.Single or ElementType.Int32 => 4, _ => 8 };
        if (raw.Length % size != 0) throw Wrong(content.Name, $"{raw.Length} bytes are no whole number of elements");
        var numbers = new double[raw.Length / size];
        for (var i = 0; i < numbers.Length; i++)
        {
            var from = raw.AsSpan(size * i, size);
            numbers[i] = content.Type switch
            {
                ElementType.Single => BinaryPrimitives.ReadSingleLittleEndian(from),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(from),
                ElementType.Int64 => Exact(content.Name, BinaryPrimitives.ReadInt64LittleEndian(from)),
                ElementType.Bool => from[0] == 0 ? 0 : 1,
                ElementType.Byte => from[0],
                _ => BinaryPrimitives.ReadDoubleLittleEndian(from),
            };
        }

        return numbers;
    }

    // Elements are held as doubles; an integer that is none would silently become another one.
    private static double Exact(string name, long value) => (long)(double)value == value ? value : throw Wrong(name, $"the integer {value} is not exact as a double");

    private static InvalidDataException Wrong(string name, string what) => new($"The ONNX model's tensor '{name}' can not be read: {what}.");

    private sealed class Content
    {
        public string Name { get; set; } = "";

        public ElementType Type { get; set; } = ElementType.Single;

        public List<long> Dims { get; } = [];

        public List<float> Singles { get; } = [];

        public List<long> Integers { get; } = [];

        public List<double> Doubles { get; } = [];

        public List<string> Texts { get; } = [];

        public byte[]? Raw { get; set; }

        public bool IsOutside { get; set; }
    }
}
