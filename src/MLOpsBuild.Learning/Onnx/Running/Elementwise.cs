using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Operations that treat each element by itself. Values in single precision stay so: each result is rounded, as other programs do it.</summary>
internal static class Elementwise
{
    /// <summary>A function of one number.</summary>
    public static Func<Settings, Operation> Map(Func<double, double> function) => _ => inputs =>
    {
        var x = Shapes.Numbers(inputs, 0);
        return [OnnxTensor.Of(x.Type, x.Dims, Array.ConvertAll(x.Numbers, v => Rounded(function(v), x.Type)))];
    };

    /// <summary>A function of one number that tells whether something holds.</summary>
    public static Func<Settings, Operation> Test(Func<double, bool> function) => _ => inputs =>
    {
        var x = Shapes.Numbers(inputs, 0);
        return [OnnxTensor.Of(ElementType.Bool, x.Dims, Array.ConvertAll(x.Numbers, v => function(v) ? 1.0 : 0))];
    };

    /// <summary>A function of two numbers.</summary>
    public static Func<Settings, Operation> Zip(Func<double, double, double> function) => _ => inputs =>
        [Zip(Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1), Shapes.Numbers(inputs, 0).Type, function)];

    /// <summary>A function of any number of numbers, put together from left to right.</summary>
    public static Func<Settings, Operation> Fold(Func<double, double, double> function) => _ => inputs =>
    {
        var sum = Shapes.Numbers(inputs, 0);
        for (var i = 1; i < inputs.Count; i++) sum = Zip(sum, Shapes.Numbers(inputs, i), sum.Type, function);
        return [sum];
    };

    /// <summary>A relation between two numbers.</summary>
    public static Func<Settings, Operation> Compare(Func<double, double, bool> function) => _ => inputs =>
        [Zip(Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1), ElementType.Bool, (a, b) => function(a, b) ? 1 : 0)];

    /// <summary>Equality, of texts as well.</summary>
    public static Operation Equal(Settings settings) => inputs =>
    {
        var (a, b) = (Shapes.Any(inputs, 0), Shapes.Any(inputs, 1));
        if (a.Type != ElementType.Text || b.Type != ElementType.Text) return [Zip(Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1), ElementType.Bool, (x, y) => x == y ? 1 : 0)];
        var dims = Shapes.Together(a.Dims, b.Dims);
        var (left, right) = (Places(a.Dims, dims), Places(b.Dims, dims));
        return [OnnxTensor.Of(ElementType.Bool, dims, [.. left.Select((from, i) => string.Equals(a.Texts[from], b.Texts[right[i]], StringComparison.Ordinal) ? 1.0 : 0)])];
    };

    /// <summary>The second value where the first holds, otherwise the third.</summary>
    public static Operation Where(Settings settings) => inputs =>
    {
        var (condition, x, y) = (Shapes.Numbers(inputs, 0), Shapes.Any(inputs, 1), Shapes.Any(inputs, 2));
        if (x.Type == ElementType.Text != (y.Type == ElementType.Text)) throw Shapes.Wrong("a choice is between texts and numbers");
        var dims = Shapes.Together(Shapes.Together(condition.Dims, x.Dims), y.Dims);
        var (c, a, b) = (Places(condition.Dims, dims), Places(x.Dims, dims), Places(y.Dims, dims));
        return x.Type == ElementType.Text
            ? [OnnxTensor.Of(dims, [.. c.Select((from, i) => condition.Numbers[from] != 0 ? x.Texts[a[i]] : y.Texts[b[i]])])]
            : [OnnxTensor.Of(x.Type, dims, [.. c.Select((from, i) => condition.Numbers[from] != 0 ? x.Numbers[a[i]] : y.Numbers[b[i]])])];
    };

    /// <summary>Numbers kept between two bounds, which are inputs or, in old files, attributes.</summary>
    public static Operation Clip(Settings settings)
    {
        var (least, most) = (settings.Single("min", double.NegativeInfinity), settings.Single("max", double.PositiveInfinity));
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            var low = Shapes.Optional(inputs, 1) is { Numbers: [var l] } ? l : least;
            var high = Shapes.Optional(inputs, 2) is { Numbers: [var h] } ? h : most;
            return [OnnxTensor.Of(x.Type, x.Dims, Array.ConvertAll(x.Numbers, v => v < low ? low : v > high ? high : v))];
        };
    }

    /// <summary>Numbers as another type: integers are cut off, and single precision is rounded to. Texts are not parsed.</summary>
    public static Operation Cast(Settings settings)
    {
        var type = TensorReader.TypeOf(settings.Integer("to", 0));
        settings.Ignore("saturate");
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            if (x.Type == type) return [x];
            if (type == ElementType.Text || x.Type == ElementType.Text) throw Shapes.Wrong("a text is turned into a number, or a number into a text");
            return [OnnxTensor.Of(type, x.Dims, Array.ConvertAll(x.Numbers, v => Converted(v, type)))];
        };
    }

    /// <summary>The remainder: with the sign of the divisor, or with fmod = 1 of the dividend.</summary>
    public static Operation Mod(Settings settings)
    {
        var ofDividend = settings.Integer("fmod", 0) == 1;
        return Zip(ofDividend ? (a, b) => a % b : (a, b) => a - b * Math.Floor(a / b))(settings);
    }

    public static double Rounded(double value, ElementType type) => type == ElementType.Single ? (float)value : value;

    private static double Converted(double value, ElementType type) => type switch
    {
        ElementType.Bool => value != 0 ? 1 : 0,
        ElementType.Byte or ElementType.Int32 or ElementType.Int64 => Math.Truncate(value),
        _ => Rounded(value, type),
    };

    private static OnnxTensor Zip(OnnxTensor a, OnnxTensor b, ElementType type, Func<double, double, double> function)
    {
        var dims = Shapes.Together(a.Dims, b.Dims);
        var numbers = new double[Shapes.Count(dims)];
        if (b.Numbers.Length == 1 && a.Numbers.Length == numbers.Length)
        {
            var y = b.Numbers[0];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = Rounded(function(a.Numbers[i], y), type);
            return OnnxTensor.Of(type, dims, numbers);
        }

        var (left, right) = (Places(a.Dims, dims), Places(b.Dims, dims));
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Rounded(function(a.Numbers[left[i]], b.Numbers[right[i]]), type);
        return OnnxTensor.Of(type, dims, numbers);
    }

    /// <summary>For each element of the larger shape, the place of its partner in the smaller one.</summary>
    public static int[] Places(int[] from, int[] to)
    {
        var places = new int[Shapes.Count(to)];
        var strides = new int[to.Length];
        var stride = 1;
        for (var d = 1; d <= from.Length; d++)
        {
            strides[^d] = from[^d] == 1 ? 0 : stride;
            stride *= from[^d];
        }

        var at = new int[to.Length];
        for (int i = 0, place = 0; i < places.Length; i++)
        {
            places[i] = place;
            for (var d = to.Length - 1; d >= 0; d--)
            {
                place += strides[d];
                if (++at[d] < to[d]) break;
                place -= strides[d] * to[d];
                at[d] = 0;
            }
        }

        return places;
    }
}
