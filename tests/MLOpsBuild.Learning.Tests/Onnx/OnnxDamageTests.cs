using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Onnx;

public sealed class OnnxDamageTests
{
    private static readonly Table Features = new([new NumberColumn("x", [1, 2, double.NaN, 4, 5, 6]), TextColumn.Of("t", ["a", "b", "a", null, "b", "c"])]);

    private static byte[] FileOf(bool trees)
    {
        ITrainer trainer = trees ? new BoostedTrees(new BoostedTreesOptions { Trees = 2, Depth = 3, MinChildWeight = 0 }) : new LogisticRegression();
        return OnnxFiles.Export(trainer.Train(new TrainingSet(Features, [0, 1, 1, 0, 1, 1]), new TrainingOptions(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_off_files_are_refused_or_give_a_model_that_predicts(bool trees)
    {
        var bytes = FileOf(trees);
        for (var length = 0; length < bytes.Length; length++) Use(bytes[..length]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_files_are_refused_or_give_a_model_that_predicts(bool trees)
    {
        var good = FileOf(trees);
        var random = new SeededRandom(1);
        var refused = 0;
        for (var i = 0; i < 8000; i++)
        {
            byte[] bytes = [.. good];
            for (var hits = random.Next(4); hits >= 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            refused += Use(bytes) ? 0 : 1;
        }

        Assert.InRange(refused, 1000, 8000);
    }

    private static bool Use(byte[] bytes)
    {
        try
        {
            var model = OnnxFiles.Import(bytes);
            model.Predict(new Table([.. model.Inputs.Select(Column)]));
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static Column Column(ModelInput input) => input.IsText() ? Features["t"].Rename(input.Name) : Features["x"].Rename(input.Name);
}
