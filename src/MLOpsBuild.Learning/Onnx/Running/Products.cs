using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Products of matrices. Sums are formed in double precision from left to right, whatever the type.</summary>
internal static class Products
{
    public static Operation MatMul(Settings settings) => inputs =>
    {
        var (a, b) = (Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1));
        var ((rows, inner), (height, columns)) = (Shapes.Matrix(a), b.Dims.Length == 1 ? (b.Dims[0], 1) : Shapes.Matrix(b));
        if (inner != height) throw Shapes.Wrong($"matrices of {Shapes.Text(a.Dims)} and {Shapes.Text(b.Dims)} are multiplied");
        int[] dims = [.. a.Dims[..^1], .. b.Dims.Length == 1 ? (int[])[] : [columns]];
        return [OnnxTensor.Of(a.Type, dims, Multiply(a, b.Numbers, rows, inner, columns))];
    };

    /// <summary>alpha · A · B + beta · C, with either matrix turned.</summary>
    public static Operation Gemm(Settings settings)
    {
        var (alpha, beta) = (settings.Single("alpha", 1), settings.Single("beta", 1));
        var (turnA, turnB) = (settings.Integer("transA", 0) != 0, settings.Integer("transB", 0) != 0);
        if (turnA) throw settings.Wrong("turns its first matrix, which mixes rows");
        settings.Ignore("broadcast");
        return inputs =>
        {
            var (a, b) = (Shapes.Numbers(inputs, 0), Shapes.Numbers(inputs, 1));
            var ((rows, inner), (height, columns)) = (Shapes.Matrix(a), Shapes.Matrix(b));
            var right = b.Numbers;
            if (turnB) (right, height, columns) = (Turned(b.Numbers, height, columns), columns, height);
            if (inner != height) throw Shapes.Wrong($"matrices of {Shapes.Text(a.Dims)} and {Shapes.Text(b.Dims)} are multiplied");
            var product = Multiply(a, right, rows, inner, columns);
            int[] dims = [rows, columns];
            var added = Shapes.Optional(inputs, 2);
            if (added is { Type: ElementType.Text }) throw Shapes.Wrong("texts stand where numbers are needed");
            if (added is not null && !Shapes.Together(dims, added.Dims).SequenceEqual(dims)) throw Shapes.Wrong($"{Shapes.Text(added.Dims)} is added to {Shapes.Text(dims)}");
            var places = added is null ? [] : Elementwise.Places(added.Dims, dims);
            for (var i = 0; i < product.Length; i++)
            {
                product[i] = Elementwise.Rounded(alpha * product[i] + (added is null ? 0 : beta * added.Numbers[places[i]]), a.Type);
            }

            return [OnnxTensor.Of(a.Type, dims, product)];
        };
    }

    private static double[] Multiply(OnnxTensor a, double[] b, int rows, int inner, int columns)
    {
        var product = new double[Shapes.Count([rows, columns])];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var sum = 0.0;
                for (var i = 0; i < inner; i++) sum += a.Numbers[r * inner + i] * b[i * columns + c];
                product[r * columns + c] = Elementwise.Rounded(sum, a.Type);
            }
        }

        return product;
    }

    private static double[] Turned(double[] matrix, int rows, int columns)
    {
        var turned = new double[matrix.Length];
        for (var i = 0; i < matrix.Length; i++) turned[i % columns * rows + i / columns] = matrix[i];
        return turned;
    }
}
