using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Operations that see the elements of a row together.</summary>
internal static class Reductions
{
    public static Operation Softmax(Settings settings)
    {
        var axis = settings.Integer("axis", -1);
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            if (Shapes.ColumnAxis(axis, x.Dims.Length) != x.Dims.Length - 1) throw Shapes.Wrong("a softmax is not along the last axis");
            double[] numbers = [.. x.Numbers];
            var width = x.Dims[^1];
            for (var at = 0; at + width <= numbers.Length && width > 0; at += width) PostTransform.Softmax(numbers.AsSpan(at, width));
            return [OnnxTensor.Of(x.Type, x.Dims, Array.ConvertAll(numbers, v => Elementwise.Rounded(v, x.Type)))];
        };
    }

    /// <summary>The place of the greatest number of a row; of equals the first or the last one.</summary>
    public static Operation ArgMax(Settings settings)
    {
        var (axis, keep, last) = (settings.Integer("axis", 0), settings.Integer("keepdims", 1) != 0, settings.Integer("select_last_index", 0) != 0);
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            return [OverLast(x, axis, keep, ElementType.Int64, row => PlaceOfGreatest(row, last))];
        };
    }

    /// <summary>The greatest or least numbers of each row in their order, of equals the first ones, and their places.</summary>
    public static Operation TopK(Settings settings)
    {
        var (axis, greatest) = (settings.Integer("axis", -1), settings.Integer("largest", 1) != 0);
        if (settings.Integer("sorted", 1) == 0) throw settings.Wrong("does not sort, so that the order would be anyone's");
        return inputs =>
        {
            var (x, wanted) = (Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1));
            var (rows, columns) = Shapes.Matrix(x);
            if (Shapes.ColumnAxis(axis, x.Dims.Length) != 1 || wanted.Numbers is not [var k] || !(k >= 0 && k <= columns)) throw Shapes.Wrong($"the first {string.Join(", ", wanted.Numbers)} of {Shapes.Text(x.Dims)} are asked for");
            int[] dims = [rows, (int)k];
            double[] places = [.. Enumerable.Range(0, rows).SelectMany(row =>
            {
                var range = Enumerable.Range(0, columns);
                return (greatest ? range.OrderByDescending(c => x.Numbers[row * columns + c]) : range.OrderBy(c => x.Numbers[row * columns + c])).Take((int)k).Select(c => (double)c);
            })];
            return [OnnxTensor.Of(x.Type, dims, [.. places.Select((c, i) => x.Numbers[i / (int)k * columns + (int)c])]), OnnxTensor.Of(ElementType.Int64, dims, places)];
        };
    }

    /// <summary>A number for the numbers of each row.</summary>
    public static Func<Settings, Operation> Reduce(Func<ReadOnlyMemory<double>, double> function) => settings =>
    {
        var (old, keep) = (settings.Integers("axes"), settings.Integer("keepdims", 1) != 0);
        settings.Ignore("noop_with_empty_axes");
        return inputs =>
        {
            var x = Shapes.Numbers(inputs, 0);
            var axes = Shapes.Optional(inputs, 1) is { Type: not ElementType.Text } given ? Array.ConvertAll(given.Numbers, v => (long)v) : old ?? [];
            if (axes.Length != 1) throw Shapes.Wrong("a row is reduced along other than one axis");
            return [OverLast(x, axes[0], keep, x.Type, row => Elementwise.Rounded(function(row), x.Type))];
        };
    };

    public static double Sum(ReadOnlyMemory<double> row)
    {
        var sum = 0.0;
        foreach (var value in row.Span) sum += value;
        return sum;
    }

    public static double L1(ReadOnlyMemory<double> row)
    {
        var sum = 0.0;
        foreach (var value in row.Span) sum += Math.Abs(value);
        return sum;
    }

    public static double L2(ReadOnlyMemory<double> row) => Math.Sqrt(SquareSum(row));

    public static double SquareSum(ReadOnlyMemory<double> row)
    {
        var sum = 0.0;
        foreach (var value in row.Span) sum += value * value;
        return sum;
    }

    public static double Max(ReadOnlyMemory<double> row)
    {
        var most = double.NegativeInfinity;
        foreach (var value in row.Span) most = Math.Max(most, value);
        return most;
    }

    public static double LogSumExp(ReadOnlyMemory<double> row)
    {
        var most = Max(row);
        var sum = 0.0;
        foreach (var value in row.Span) sum += ReproducibleMath.Exp(value - most);
        return most + ReproducibleMath.Log(sum);
    }

    private static OnnxTensor OverLast(OnnxTensor x, long axis, bool keep, ElementType type, Func<ReadOnlyMemory<double>, double> function)
    {
        if (Shapes.ColumnAxis(axis, x.Dims.Length) != x.Dims.Length - 1) throw Shapes.Wrong("rows are not reduced along their last axis");
        var width = x.Dims[^1];
        int[] dims = keep ? [.. x.Dims[..^1], 1] : x.Dims[..^1];
        var numbers = new double[Shapes.Count(dims)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = function(x.Numbers.AsMemory(i * width, width));
        return OnnxTensor.Of(type, dims, numbers);
    }

    private static double PlaceOfGreatest(ReadOnlyMemory<double> row, bool last)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row.Span[i] > row.Span[best] || (last && row.Span[i] == row.Span[best])) best = i;
        }

        return best;
    }
}
