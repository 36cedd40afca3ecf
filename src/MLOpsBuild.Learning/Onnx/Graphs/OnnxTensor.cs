namespace MLOpsBuild.Learning.Onnx.Graphs;

/// <summary>A constant tensor, its elements row by row. Immutable by agreement.</summary>
/// <remarks>Elements of every numeric type are held as doubles: all of them are exact there, as are 64-bit integers up to 2⁵³.</remarks>
internal sealed class OnnxTensor
{
    private OnnxTensor(ElementType type, int[] dims, double[] numbers, string[] texts)
    {
        Type = type;
        Dims = dims;
        Numbers = numbers;
        Texts = texts;
    }

    public ElementType Type { get; }

    public int[] Dims { get; }

    /// <summary>The elements unless they are texts.</summary>
    public double[] Numbers { get; }

    /// <summary>The elements if they are texts.</summary>
    public string[] Texts { get; }

    /// <summary>The number of elements.</summary>
    public int Count => Type == ElementType.Text ? Texts.Length : Numbers.Length;

    public static OnnxTensor Of(ElementType type, int[] dims, double[] numbers) => new(type, dims, numbers, []);

    public static OnnxTensor Of(int[] dims, string[] texts) => new(ElementType.Text, dims, [], texts);
}
