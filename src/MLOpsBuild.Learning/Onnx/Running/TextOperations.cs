using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Operations on texts.</summary>
internal static class TextOperations
{
    /// <summary>The most characters of one value: joining what was joined doubles a text each time.</summary>
    private const long MostCharacters = 1 << 28;

    /// <summary>Each text of the first value with that of the second behind it.</summary>
    public static Operation Concat(Settings settings) => inputs =>
    {
        var (a, b) = (Texts(inputs, 0), Texts(inputs, 1));
        var dims = Shapes.Together(a.Dims, b.Dims);
        var (left, right) = (Elementwise.Places(a.Dims, dims), Elementwise.Places(b.Dims, dims));
        if (left.Sum(p => (long)a.Texts[p].Length) + right.Sum(p => (long)b.Texts[p].Length) > MostCharacters) throw Shapes.Wrong($"texts of more than {MostCharacters} characters would be made");
        return [OnnxTensor.Of(dims, [.. left.Select((from, i) => a.Texts[from] + b.Texts[right[i]])])];
    };

    /// <summary>The parts of each text along a new axis, filled up with empty texts, and how many there are.</summary>
    public static Operation Split(Settings settings)
    {
        var separator = settings.Text("delimiter", "");
        var most = settings.Integer("maxsplit", int.MaxValue);
        if (separator.Length == 0) throw settings.Wrong("splits at any white space, which no two programs take for the same; give it a delimiter");
        if (most < 0) throw settings.Wrong($"has maxsplit {most}");
        var count = (int)Math.Min(most, int.MaxValue - 1) + 1;
        return inputs =>
        {
            var x = Texts(inputs, 0);
            // An empty text has no parts, not an empty one.
            var parts = Array.ConvertAll(x.Texts, t => t.Length == 0 ? [] : t.Split(separator, count, StringSplitOptions.None));
            var width = parts.Select(p => p.Length).DefaultIfEmpty().Max();
            int[] dims = [.. x.Dims, width];
            var all = new string[Shapes.Count(dims)];
            Array.Fill(all, "");
            for (var i = 0; i < parts.Length; i++) parts[i].CopyTo(all, i * width);
            return [OnnxTensor.Of(dims, all), OnnxTensor.Of(ElementType.Int64, x.Dims, Array.ConvertAll(parts, p => (double)p.Length))];
        };
    }

    private static OnnxTensor Texts(IReadOnlyList<OnnxTensor?> inputs, int place)
    {
        var tensor = Shapes.Any(inputs, place);
        return tensor.Type == ElementType.Text ? tensor : throw Shapes.Wrong("numbers stand where texts are needed");
    }
}
