using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>What is predicted here with a file of another program is what onnxruntime predicts with it.</summary>
public sealed class OnnxImportTests
{
    private const int RowCount = 3000;

    private static readonly string[] Kinds = ["a", "b", "日本", "", "c", "a b", "b a a", " b  a", "日本 a b c d e"];

    public static TheoryData<string> Names => [.. ForeignModels.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_imported_model_predicts_the_same_as_onnxruntime(string name)
    {
        var (_, file, output) = ForeignModels.All.Single(m => m.Name == name);
        var model = OnnxModel.Import(new MemoryStream(file));
        var rows = Rows(model);

        var theirs = OnnxRuntime.Numbers(OnnxRuntime.Run(file, Feeds(model, rows, name), output)[output]);

        var ours = model.Predict(rows);
        var width = theirs.Length / RowCount;
        // Of two classes, the probability of the second is ours.
        double[] compared = model.Outputs == width ? theirs : [.. Enumerable.Range(0, RowCount).Select(r => theirs[r * width + width - 1])];
        Assert.Equal(compared.Length, ours.Length);
        Assert.Equal(compared.Select(double.IsNaN), ours.Select(double.IsNaN));
        var worst = ours.Zip(compared, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(b), 0.1)).Where(d => !double.IsNaN(d)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{RowCount} rows, greatest relative difference {worst:E1}");
        Assert.True(worst < 1e-5, $"{worst}");
        Assert.True(ours.Distinct().Count() > 3, "The rows do not tell the leaves apart.");
    }

    public static TheoryData<string> Disputes => [.. ForeignModels.Disputed.Select(m => m.Name)];

    /// <summary>Fails as soon as onnxruntime follows the standard; the refusal can go then.</summary>
    [Theory]
    [MemberData(nameof(Disputes))]
    public void What_onnxruntime_does_otherwise_than_the_standard_says_is_refused(string name)
    {
        var (_, sums, file, output, standard) = ForeignModels.Disputed.Single(m => m.Name == name);
        var inputs = new Table([.. Enumerable.Range(0, 3).Select(c => new NumberColumn($"X_{c}", [.. Enumerable.Range(0, 50).Select(r => (r * 7 + c * 11) % 50 / 10.0 - 2)]))]);
        Dictionary<string, object[]> feeds = new() { ["X"] = ["float32", Enumerable.Range(0, 50).SelectMany(r => inputs.Columns.Select(c => c.ToNumbers()[r])), 3] };

        var said = standard(OnnxRuntime.Numbers(OnnxRuntime.Run(sums, feeds, output)[output]));
        var done = OnnxRuntime.Numbers(OnnxRuntime.Run(file, feeds, output)[output]);

        Assert.Contains(said.Zip(done), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
        Assert.Contains("otherwise than the standard", Assert.Throws<InvalidDataException>(() => OnnxModel.Import(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    /// <summary>Rows at cuts, beside them by a bit of either precision, between them, and missing.</summary>
    private static Table Rows(ITrainedModel model)
    {
        var random = new SeededRandom(99);
        double Number()
        {
            double cut = ForeignTrees.Cuts[random.Next(ForeignTrees.Cuts.Length)];
            return random.Next(9) switch
            {
                0 => double.NaN,
                1 or 2 => cut,
                3 => Math.BitIncrement(cut),
                4 => Math.BitDecrement(cut),
                5 => MathF.BitIncrement((float)cut),
                6 => MathF.BitDecrement((float)cut),
                7 => random.Next(2) == 0 ? Math.Round(cut, 3) : random.Next(8),
                _ => random.NextDouble() * 6 - 2,
            };
        }

        return new Table([.. model.Inputs.Select(input => input.Type switch
        {
            ColumnType.Text => (Column)TextColumn.Of(input.Name, [.. Enumerable.Range(0, RowCount).Select(_ => Kinds[random.Next(Kinds.Length)])]),
            ColumnType.Integer => new IntegerColumn(input.Name, [.. Enumerable.Range(0, RowCount).Select(_ => random.Next(3) == 0 ? 16_777_215L + random.Next(4) : random.Next(6) - 2)], new ulong[(RowCount + 63) / 64]),
            _ => new NumberColumn(input.Name, [.. Enumerable.Range(0, RowCount).Select(_ => Number())]),
        })]);
    }

    // One wide input X, or an input a column.
    private static Dictionary<string, object[]> Feeds(ITrainedModel model, Table rows, string name)
    {
        if (model.Inputs.Any(i => i.Name == "kind"))
        {
            return new()
            {
                ["kind"] = ["string", Enumerable.Range(0, RowCount).Select(((TextColumn)rows["kind"]).TextAt), 1],
                ["size"] = ["float32", rows["size"].ToNumbers().Select(v => double.IsNaN(v) ? null : (double?)v), 1],
            };
        }

        var columns = model.Inputs.Select(i => rows[i.Name].ToNumbers()).ToArray();
        var values = Enumerable.Range(0, RowCount).SelectMany(r => columns.Select(c => c[r])).Select(v => double.IsNaN(v) ? null : (double?)v);
        var type = model.Inputs[0].Type == ColumnType.Integer ? "int64" : name.Contains("double", StringComparison.Ordinal) ? "float64" : "float32";
        return new() { ["X"] = [type, values, columns.Length] };
    }
}
