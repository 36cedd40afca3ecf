using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The transforms of the domain for machine learning.</summary>
internal static class Encoders
{
    /// <summary>(x − offset) · scale for each column.</summary>
    public static Operation Scaler(Settings settings)
    {
        var (offsets, scales) = (settings.Numbers("offset") ?? [0], settings.Numbers("scale") ?? [1]);
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            var (rows, columns) = Shapes.Matrix(x);
            if ((offsets.Length != 1 && offsets.Length != columns) || (scales.Length != 1 && scales.Length != columns)) throw Shapes.Wrong($"a scaler of {offsets.Length} offsets and {scales.Length} scales meets {columns} columns");
            var numbers = new double[x.Numbers.Length];
            for (var i = 0; i < rows * columns; i++)
            {
                var c = i % columns;
                var centred = Elementwise.Rounded(x.Numbers[i] - offsets[offsets.Length == 1 ? 0 : c], ElementType.Single);
                numbers[i] = Elementwise.Rounded(centred * scales[scales.Length == 1 ? 0 : c], ElementType.Single);
            }

            return [OnnxTensor.Of(ElementType.Single, x.Dims, numbers)];
        };
    }

    /// <summary>Rows divided by their greatest, absolute or Euclidean sum.</summary>
    public static Operation Normalizer(Settings settings)
    {
        var norm = settings.Choice("norm", "MAX", "MAX", "L1", "L2");
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            var (rows, columns) = Shapes.Matrix(x);
            var numbers = new double[x.Numbers.Length];
            for (var row = 0; row < rows; row++)
            {
                var from = Array.ConvertAll(x.Numbers[(row * columns)..((row + 1) * columns)], v => (float)v);
                Scale(norm, from);
                for (var c = 0; c < columns; c++) numbers[row * columns + c] = from[c];
            }

            return [OnnxTensor.Of(ElementType.Single, x.Dims, numbers)];
        };
    }

    // In single precision from number to number, as onnxruntime does it: a tree behind it may cut where the last bit decides.
    private static void Scale(string norm, float[] row)
    {
        var size = 0f;
        if (norm == "MAX") size = row.Max();
        else foreach (var value in row) size += norm == "L1" ? MathF.Abs(value) : value * value;
        if (size == 0) return;
        for (var i = 0; i < row.Length; i++) row[i] = norm == "L2" ? MathF.CopySign(MathF.Sqrt(row[i] * row[i] / size), row[i]) : row[i] / size;
    }

    /// <summary>A value for each missing one, by column.</summary>
    public static Operation Imputer(Settings settings)
    {
        var floats = settings.Numbers("imputed_value_floats");
        var values = floats ?? Array.ConvertAll(settings.Integers("imputed_value_int64s") ?? [], v => (double)v);
        var replaced = settings.Single("replaced_value_float", 0);
        if (floats is null) replaced = settings.Integer("replaced_value_int64", 0);
        else settings.Ignore("replaced_value_int64");
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            var (_, columns) = Shapes.Matrix(x);
            if (values.Length != 1 && values.Length != columns) throw Shapes.Wrong($"an imputer of {values.Length} values meets {columns} columns");
            bool IsReplaced(double v) => double.IsNaN(replaced) ? double.IsNaN(v) : v == replaced;
            return [OnnxTensor.Of(x.Type, x.Dims, [.. x.Numbers.Select((v, i) => IsReplaced(v) ? values[values.Length == 1 ? 0 : i % columns] : v)])];
        };
    }

    /// <summary>1 for numbers above a threshold, 0 for others.</summary>
    public static Operation Binarizer(Settings settings)
    {
        var threshold = settings.Single("threshold", 0);
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            return [OnnxTensor.Of(x.Type, x.Dims, Array.ConvertAll(x.Numbers, v => v > threshold ? 1.0 : 0))];
        };
    }

    /// <summary>A column of 0 and 1 for each category; none is 1 for a value that is no category.</summary>
    public static Operation OneHot(Settings settings)
    {
        var texts = settings.Texts("cats_strings") ?? [];
        var integers = settings.Integers("cats_int64s") ?? [];
        var refuses = settings.Integer("zeros", 1) == 0;
        var width = texts.Length + integers.Length;
        var byText = Places(settings, texts, StringComparer.Ordinal);
        var byInteger = Places(settings, Array.ConvertAll(integers, v => (double)v), EqualityComparer<double>.Default);
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            if (x.Type == ElementType.Text != texts.Length > 0) throw Shapes.Wrong("a one-hot encoder of texts meets numbers, or the other way round");
            var hot = new double[Shapes.Count([x.Count, width])];
            for (var i = 0; i < x.Count; i++)
            {
                var place = x.Type == ElementType.Text ? byText.GetValueOrDefault(x.Texts[i], -1) : byInteger.GetValueOrDefault(Math.Truncate(x.Numbers[i]), -1);
                if (place >= 0) hot[i * width + place] = 1;
                else if (refuses) throw Shapes.Wrong("a one-hot encoder meets an unknown category");
            }

            return [OnnxTensor.Of(ElementType.Single, [.. x.Dims, width], hot)];
        };
    }

    private static Dictionary<T, int> Places<T>(Settings settings, T[] keys, IEqualityComparer<T> comparer)
        where T : notnull
    {
        var places = new Dictionary<T, int>(comparer);
        foreach (var key in keys)
        {
            if (!places.TryAdd(key, places.Count)) throw settings.Wrong($"has '{key}' twice");
        }

        return places;
    }
}
