using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Operations that move elements about.</summary>
internal static class Shaping
{
    public static Operation Identity(Settings settings) => inputs => [Shapes.Any(inputs, 0)];

    /// <summary>Probabilities as maps from class to probability: here they stay a matrix.</summary>
    public static Operation ZipMap(Settings settings)
    {
        settings.Ignore("classlabels_int64s", "classlabels_strings");
        return Identity(settings);
    }

    public static Operation Concat(Settings settings)
    {
        var axis = settings.Integer("axis", 1);
        return inputs =>
        {
            OnnxTensor[] parts = [.. inputs.Select((_, i) => Shapes.Any(inputs, i))];
            if (parts.Length == 0) throw Shapes.Wrong("nothing is put together");
            var rank = parts[0].Dims.Length;
            var at = Shapes.ColumnAxis(axis, rank);
            if (parts.Any(p => p.Dims.Length != rank || p.Type == ElementType.Text != (parts[0].Type == ElementType.Text) || Enumerable.Range(0, rank).Any(d => d != at && p.Dims[d] != parts[0].Dims[d])))
            {
                throw Shapes.Wrong($"values of {string.Join(" and ", parts.Select(p => Shapes.Text(p.Dims)))} do not fit beside one another");
            }

            int[] dims = [.. parts[0].Dims];
            var width = parts.Sum(p => (long)p.Dims[at]);
            dims[at] = (int)Math.Min(width, int.MaxValue);
            _ = Shapes.Count(dims);
            var blocks = parts[0].Dims[..at].Aggregate(1, (a, b) => a * b);
            return parts[0].Type == ElementType.Text
                ? [OnnxTensor.Of(dims, Interleave(parts, p => p.Texts, blocks, dims))]
                : [OnnxTensor.Of(parts[0].Type, dims, Interleave(parts, p => p.Numbers, blocks, dims))];
        };
    }

    public static Operation Reshape(Settings settings)
    {
        var zeroIsZero = settings.Integer("allowzero", 0) != 0;
        return inputs =>
        {
            var (x, shape) = (Shapes.Any(inputs, 0), Shapes.Numbers(inputs, 1));
            if (shape.Numbers.Any(d => !(d is >= -1 and <= int.MaxValue))) throw Shapes.Wrong("a shape is out of range");
            var dims = new int[shape.Numbers.Length];
            for (var d = 0; d < dims.Length; d++)
            {
                dims[d] = (int)shape.Numbers[d];
                if (dims[d] == 0 && !zeroIsZero) dims[d] = d < x.Dims.Length ? x.Dims[d] : throw Shapes.Wrong("a shape keeps a dimension that is not there");
            }

            return [Shaped(x, dims)];
        };
    }

    public static Operation Flatten(Settings settings)
    {
        var axis = settings.Integer("axis", 1);
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            var at = axis == x.Dims.Length ? x.Dims.Length : Shapes.Axis(axis, x.Dims.Length);
            return [Shaped(x, [Shapes.Count(x.Dims.AsSpan(0, at)), Shapes.Count(x.Dims.AsSpan(at))])];
        };
    }

    /// <summary>Without the dimensions of size 1 that the axes name, or without all of them.</summary>
    public static Operation Squeeze(Settings settings)
    {
        var old = settings.Integers("axes");
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            var axes = AxesOf(inputs, old, x.Dims.Length) ?? [.. Enumerable.Range(0, x.Dims.Length).Where(d => x.Dims[d] == 1)];
            if (axes.Any(d => x.Dims[d] != 1)) throw Shapes.Wrong($"a dimension of {Shapes.Text(x.Dims)} that is not 1 is left out");
            return [Shaped(x, [.. x.Dims.Where((_, d) => !axes.Contains(d))])];
        };
    }

    public static Operation Unsqueeze(Settings settings)
    {
        var old = settings.Integers("axes");
        return inputs =>
        {
            var x = Shapes.Any(inputs, 0);
            var count = Shapes.Optional(inputs, 1)?.Count ?? old?.Length ?? 0;
            var axes = AxesOf(inputs, old, x.Dims.Length + Math.Min(count, 8)) ?? [];
            List<int> dims = [.. x.Dims];
            foreach (var axis in axes.Order()) dims.Insert(Math.Min(axis, dims.Count), 1);
            return [Shaped(x, [.. dims])];
        };
    }

    public static Operation Shape(Settings settings) => inputs =>
    {
        var dims = Shapes.Any(inputs, 0).Dims;
        return [OnnxTensor.Of(ElementType.Int64, [dims.Length], Array.ConvertAll(dims, d => (double)d))];
    };

    public static Operation Expand(Settings settings) => inputs =>
    {
        var (x, shape) = (Shapes.Any(inputs, 0), Shapes.Numbers(inputs, 1));
        if (shape.Numbers.Any(d => !(d is >= 0 and <= int.MaxValue))) throw Shapes.Wrong("a shape is out of range");
        var dims = Shapes.Together(x.Dims, Array.ConvertAll(shape.Numbers, d => (int)d));
        return [Taken(x, dims, Elementwise.Places(x.Dims, dims))];
    };

    /// <summary>The slices that the second value names.</summary>
    public static Operation Gather(Settings settings)
    {
        var axis = settings.Integer("axis", 0);
        return inputs =>
        {
            var (x, which) = (Shapes.Any(inputs, 0), Shapes.Numbers(inputs, 1));
            var at = Shapes.Axis(axis, x.Dims.Length);
            int[] dims = [.. x.Dims[..at], .. which.Dims, .. x.Dims[(at + 1)..]];
            var places = new int[Shapes.Count(dims)];
            var (size, inner) = (x.Dims[at], Shapes.Count(x.Dims.AsSpan(at + 1)));
            var chosen = Array.ConvertAll(which.Numbers, v => Place(v, size));
            for (var i = 0; i < places.Length; i++)
            {
                var (outer, within) = Math.DivRem(i, chosen.Length * inner);
                places[i] = (outer * size + chosen[within / inner]) * inner + within % inner;
            }

            return [Taken(x, dims, places)];
        };
    }

    /// <summary>For each place of the second value, the element of the same row that it names.</summary>
    public static Operation GatherElements(Settings settings)
    {
        var axis = settings.Integer("axis", 0);
        return inputs =>
        {
            var (x, which) = (Shapes.Any(inputs, 0), Shapes.Numbers(inputs, 1));
            var (rows, columns) = Shapes.Matrix(x);
            if (x.Dims.Length != 2 || which.Dims.Length != 2 || which.Dims[0] != rows || Shapes.ColumnAxis(axis, 2) != 1) throw Shapes.Wrong($"elements of {Shapes.Text(x.Dims)} are named by {Shapes.Text(which.Dims)}");
            return [Taken(x, which.Dims, [.. which.Numbers.Select((v, i) => i / which.Dims[1] * columns + Place(v, columns))])];
        };
    }

    /// <summary>The columns that the second value names.</summary>
    public static Operation ArrayFeatureExtractor(Settings settings) => inputs =>
    {
        var (x, which) = (Shapes.Any(inputs, 0), Shapes.Numbers(inputs, 1));
        if (x.Dims.Length == 0) throw Shapes.Wrong("a single number has no columns");
        var size = x.Dims[^1];
        var chosen = Array.ConvertAll(which.Numbers, v => Place(v, size));
        int[] dims = x.Dims.Length == 1 ? [1, chosen.Length] : [.. x.Dims[..^1], chosen.Length];
        var places = new int[Shapes.Count(dims)];
        for (var i = 0; i < places.Length; i++) places[i] = i / chosen.Length * size + chosen[i % chosen.Length];
        return [Taken(x, dims, places)];
    };

    private static int Place(double value, int size)
    {
        var place = value < 0 ? value + size : value;
        return place >= 0 && place < size ? (int)place : throw Shapes.Wrong($"place {value} of {size} is asked for");
    }

    private static int[]? AxesOf(IReadOnlyList<OnnxTensor?> inputs, long[]? old, int rank)
    {
        if (Shapes.Optional(inputs, 1) is { Type: not ElementType.Text } given) return Array.ConvertAll(given.Numbers, a => Shapes.Axis((long)a, rank));
        return old is null ? null : Array.ConvertAll(old, a => Shapes.Axis(a, rank));
    }

    private static OnnxTensor Taken(OnnxTensor x, int[] dims, int[] places) => x.Type == ElementType.Text
        ? OnnxTensor.Of(dims, Array.ConvertAll(places, p => x.Texts[p]))
        : OnnxTensor.Of(x.Type, dims, Array.ConvertAll(places, p => x.Numbers[p]));

    /// <summary>The same elements in other dimensions, of which one may be −1: as many as are left.</summary>
    private static OnnxTensor Shaped(OnnxTensor x, int[] dims)
    {
        var open = Array.IndexOf(dims, -1);
        if (open >= 0)
        {
            int[] others = [.. dims.Where((_, d) => d != open)];
            var rest = Shapes.Count(others);
            dims = [.. dims[..open], rest == 0 ? 0 : x.Count / rest, .. dims[(open + 1)..]];
        }

        if (Shapes.Count(dims) != x.Count) throw Shapes.Wrong($"a value of {Shapes.Text(x.Dims)} is to become one of {Shapes.Text(dims)}");
        return x.Type == ElementType.Text ? OnnxTensor.Of(dims, x.Texts) : OnnxTensor.Of(x.Type, dims, x.Numbers);
    }

    private static T[] Interleave<T>(OnnxTensor[] parts, Func<OnnxTensor, T[]> elements, int blocks, int[] dims)
    {
        var all = new T[Shapes.Count(dims)];
        var at = 0;
        for (var block = 0; block < blocks; block++)
        {
            foreach (var part in parts)
            {
                var from = elements(part);
                var size = from.Length / blocks;
                Array.Copy(from, block * size, all, at, size);
                at += size;
            }
        }

        return all;
    }
}
