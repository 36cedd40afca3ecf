using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>A file of another program is described, tried and kept; what can not be trusted is refused, and nothing is written.</summary>
public sealed class ModelImportTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public async Task A_model_is_described_and_kept_with_the_features_of_the_pipeline()
    {
        await Export();

        var result = _repository.Run("model", "import", "late.onnx", "--pipeline", "orders-late", "--output", "pipelines/orders-late/model.bin", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(["size", "shop"], result.Result["inputs"]!.AsArray().Select(i => (string)i!["name"]!));
        Assert.Equal("regression", (string)result.Result["task"]!, ignoreCase: true);
        Assert.Contains(result.Result["described"]!.AsArray(), d => (string)d!["name"]! == "operators");
        var bytes = await File.ReadAllBytesAsync(_repository.PathOf("pipelines/orders-late/model.bin"), TestContext.Current.CancellationToken);
        Assert.Equal(Digest.Of(bytes).ToString(), (string)result.Result["digest"]!);
        var model = ModelFormats.Read(new MemoryStream(bytes));
        using var file = File.OpenRead(_repository.PathOf("late.onnx"));
        var rows = new Table([new NumberColumn("size", [1, 7, double.NaN]), TextColumn.Of("shop", ["north", "east", null])]);
        Assert.Equal(OnnxModel.Import(file).Predict(rows), model.Predict(rows));
        Assert.Equal(2, _repository.Run("model", "import", "late.onnx", "--output", "pipelines/orders-late/model.bin").ExitCode);
    }

    [Fact]
    public async Task Predictions_are_held_against_those_of_the_other_program()
    {
        var model = await Export();
        var rows = new Table([new NumberColumn("size", [1, 7]), TextColumn.Of("shop", ["north", "east"])]);
        var right = model.Predict(rows).Select(p => p.ToString("R", System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        _repository.Write("right.csv", $"shop,size,theirs,note\nnorth,1,{right[0]},x\neast,7,{right[1]},y\n");
        _repository.Write("wrong.csv", $"shop,size,theirs\nnorth,1,{right[0]}\neast,7,99\n");

        var same = _repository.Run("model", "import", "late.onnx", "--check", "right.csv", "--expected", "theirs", "--json");
        var other = _repository.Run("model", "import", "late.onnx", "--check", "wrong.csv", "--expected", "theirs", "--output", "model.bin");

        Assert.True(same.ExitCode == 0, same.Error);
        Assert.Equal((2, 0), ((int)same.Result["check"]!["rows"]!, (int)same.Result["check"]!["difference"]!["differing"]!));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("1 of 2 predictions differ from theirs by more than 1e-5, most in row 2 of wrong.csv", other.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.PathOf("model.bin")));
    }

    [Fact]
    public async Task Columns_can_be_named_and_are_looked_for()
    {
        await Export();
        _repository.Write("rows.csv", "shop,amount\nnorth,1\n");

        Assert.Equal(0, _repository.Run("model", "import", "late.onnx", "--inputs", "amount", "shop", "--check", "rows.csv").ExitCode);
        var missing = _repository.Run("model", "import", "late.onnx", "--check", "rows.csv");
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("'size'", missing.Error, StringComparison.Ordinal);
        Assert.Contains("--inputs", missing.Error, StringComparison.Ordinal);
        var few = _repository.Run("model", "import", "late.onnx", "--inputs", "amount");
        Assert.Contains("has 2 columns; 1 names are given", few.Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("model", "import", "late.onnx", "--expected", "x").ExitCode);
        _repository.Write("empty.csv", "shop,size\n");
        Assert.Contains("nothing is checked", _repository.Run("model", "import", "late.onnx", "--check", "empty.csv").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a model")]
    [InlineData("")]
    public void A_file_that_is_no_model_is_refused_by_name(string text)
    {
        _repository.Write("bad.onnx", text);

        var result = _repository.Run("model", "import", "bad.onnx", "--output", "model.bin");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("bad.onnx can not be imported: ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.PathOf("model.bin")));
    }

    [Fact]
    public async Task Damaged_files_end_with_a_message_and_never_as_a_defect()
    {
        await Export();
        var good = await File.ReadAllBytesAsync(_repository.PathOf("late.onnx"), TestContext.Current.CancellationToken);
        for (var at = 0; at < good.Length; at += Math.Max(1, good.Length / 60))
        {
            await File.WriteAllBytesAsync(_repository.PathOf("late.onnx"), [.. good[..at], 0xFF, .. good[(at + 1)..]], TestContext.Current.CancellationToken);
            Assert.InRange(_repository.Run("model", "import", "late.onnx").ExitCode, 0, 2);
        }
    }

    public void Dispose() => _repository.Dispose();

    private async Task<Learning.ITrainedModel> Export()
    {
        using var session = Session.Open(_repository.Root, [new OrdersPipeline()], new SessionOptions());
        await Packaging.Pack(session, TestContext.Current.CancellationToken);
        Assert.Equal(0, _repository.Run("model", "export", "orders-late", "-o", "late.onnx").ExitCode);
        return session.Run.Reader().Read(session.Run.Release.Model);
    }
}
