using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Texts or numbers as others, by a list of pairs.</summary>
internal static class LabelEncoder
{
    private const int MostKeys = 10_000_000;

    public static Operation Create(Settings settings)
    {
        var keys = List(settings, "keys") ?? throw settings.Wrong("has no keys; the first version of it is not read");
        var values = List(settings, "values") ?? throw settings.Wrong("has no values");
        if (keys.Count != values.Count || keys.Count > MostKeys) throw settings.Wrong($"has {keys.Count} keys and {values.Count} values");
        var otherwise = Default(settings, values.Type);
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var byNumber = new Dictionary<double, int>();
        // Of equal keys the first one counts.
        for (var i = 0; i < keys.Count; i++) _ = keys.Type == ElementType.Text ? byText.TryAdd(keys.Texts[i], i) : byNumber.TryAdd(keys.Numbers[i], i);
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            if (x.Type == ElementType.Text != (keys.Type == ElementType.Text)) throw Shapes.Wrong("an encoder of texts meets numbers, or the other way round");
            var places = x.Type == ElementType.Text
                ? Array.ConvertAll(x.Texts, t => byText.GetValueOrDefault(t, -1))
                : Array.ConvertAll(x.Numbers, v => byNumber.GetValueOrDefault(v, -1));
            return values.Type == ElementType.Text
                ? [OnnxTensor.Of(x.Dims, Array.ConvertAll(places, p => p < 0 ? otherwise.Texts[0] : values.Texts[p]))]
                : [OnnxTensor.Of(values.Type, x.Dims, Array.ConvertAll(places, p => p < 0 ? otherwise.Numbers[0] : values.Numbers[p]))];
        };
    }

    private static OnnxTensor? List(Settings settings, string name)
    {
        if (settings.Tensor($"{name}_tensor") is { } tensor) return tensor;
        if (settings.Texts($"{name}_strings") is { } texts) return OnnxTensor.Of([texts.Length], texts);
        if (settings.Integers($"{name}_int64s") is { } integers) return OnnxTensor.Of(ElementType.Int64, [integers.Length], Array.ConvertAll(integers, v => (double)v));
        return settings.Numbers($"{name}_floats") is { } numbers ? OnnxTensor.Of(ElementType.Single, [numbers.Length], numbers) : null;
    }

    private static OnnxTensor Default(Settings settings, ElementType type)
    {
        var (text, integer, number) = (settings.Text("default_string", "_Unused"), settings.Integer("default_int64", -1), settings.Single("default_float", -0.0));
        if (settings.Tensor("default_tensor") is { Count: 1 } tensor && tensor.Type == ElementType.Text == (type == ElementType.Text)) return tensor;
        return type switch
        {
            ElementType.Text => OnnxTensor.Of([1], [text]),
            ElementType.Int64 => OnnxTensor.Of(type, [1], [integer]),
            _ => OnnxTensor.Of(type, [1], [number]),
        };
    }
}
