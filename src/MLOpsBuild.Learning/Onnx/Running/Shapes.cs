using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Dimensions of tensors, and the bounds that keep a small file from asking for all memory.</summary>
internal static class Shapes
{
    /// <summary>The most elements of one value: rows come in blocks of some hundreds, which leaves tens of thousands for each.</summary>
    private const long MostElements = 1 << 24;

    /// <summary>The number of elements.</summary>
    public static int Count(ReadOnlySpan<int> dims)
    {
        var count = 1L;
        foreach (var d in dims)
        {
            if (d < 0) throw Wrong($"a dimension is {d}");
            count *= d;
            if (count > MostElements) throw Wrong($"a value would have more than {MostElements} elements");
        }

        return (int)count;
    }

    /// <summary>Refuses a value that is missing, or texts where numbers are needed.</summary>
    public static OnnxTensor Numbers(IReadOnlyList<OnnxTensor?> inputs, int place)
    {
        var tensor = Any(inputs, place);
        return tensor.Type != ElementType.Text ? tensor : throw Wrong("texts stand where numbers are needed");
    }

    /// <summary>Refuses a value that is missing.</summary>
    public static OnnxTensor Any(IReadOnlyList<OnnxTensor?> inputs, int place) =>
        place < inputs.Count && inputs[place] is { } tensor ? tensor : throw Wrong($"input {place + 1} of an operation is missing");

    /// <summary>The value if it is given.</summary>
    public static OnnxTensor? Optional(IReadOnlyList<OnnxTensor?> inputs, int place) => place < inputs.Count ? inputs[place] : null;

    /// <summary>Rows and columns of a matrix; a list is a matrix of one row.</summary>
    public static (int Rows, int Columns) Matrix(OnnxTensor tensor) => tensor.Dims switch
    {
        [var rows, var columns] => (rows, columns),
        [var columns] => (1, columns),
        _ => throw Wrong($"a value of {tensor.Dims.Length} dimensions stands where a matrix is needed"),
    };

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(long axis, int rank)
    {
        var counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : throw Wrong($"axis {axis} of a value of {rank} dimensions");
    }

    /// <summary>An axis that is not that of the rows: what a model predicts for a row must not depend on other rows.</summary>
    public static int ColumnAxis(long axis, int rank)
    {
        var counted = Axis(axis, rank);
        return counted > 0 ? counted : throw Wrong("an operation mixes rows");
    }

    /// <summary>The dimensions that two values of unlike shape have together.</summary>
    public static int[] Together(int[] a, int[] b)
    {
        var dims = new int[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= dims.Length; i++)
        {
            var (left, right) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            if (left != right && left != 1 && right != 1) throw Wrong($"values of {Text(a)} and {Text(b)} do not fit together");
            dims[^i] = left == 1 ? right : left;
        }

        return dims;
    }

    public static string Text(int[] dims) => $"[{string.Join(" × ", dims)}]";

    public static InvalidDataException Wrong(string what) => new($"The ONNX model can not be evaluated: {what}.");
}
