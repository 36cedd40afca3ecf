using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Onnx.Import;

/// <summary>Columns of a table as a graph's inputs.</summary>
internal sealed class InputColumns
{
    private readonly double[]?[] _numbers;
    private readonly TextColumn?[] _texts;

    /// <summary>The columns of a table.</summary>
    public InputColumns(ModelInput[] inputs, Table rows)
    {
        _numbers = Array.ConvertAll(inputs, input => input.IsText() ? null : Inputs.Numbers(rows, input));
        _texts = Array.ConvertAll(inputs, input => input.IsText() ? Inputs.Texts(rows, input) : null);
    }

    /// <summary>Made-up columns: one number everywhere, and missing texts.</summary>
    public InputColumns(ModelInput[] inputs, double value, int rows)
    {
        double[] numbers = [.. Enumerable.Repeat(value, rows)];
        var texts = TextColumn.Of("text", new string?[rows]);
        _numbers = Array.ConvertAll(inputs, input => input.IsText() ? null : numbers);
        _texts = Array.ConvertAll(inputs, input => input.IsText() ? texts : null);
    }

    /// <summary>Some rows of an input's columns, of which <paramref name="first"/> is the first one.</summary>
    public OnnxTensor Tensor(OnnxValue input, int first, int start, int count)
    {
        var width = input.Columns!.Value;
        int[] dims = input.Rank == 1 ? [count] : [count, width];
        if (input.Type == ElementType.Text)
        {
            var texts = new string[count * width];
            for (var i = 0; i < texts.Length; i++) texts[i] = _texts[first + i % width]!.TextAt(start + i / width) ?? "";
            return OnnxTensor.Of(dims, texts);
        }

        var numbers = new double[count * width];
        // A file that asks for single precision compares and multiplies rounded numbers.
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Running.Elementwise.Rounded(_numbers[first + i % width]![start + i / width], input.Type!.Value);
        return OnnxTensor.Of(input.Type!.Value, dims, numbers);
    }
}
