using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Formats;

public sealed class ModelFormatsTests
{
    private static readonly Table Features = new([new NumberColumn("x", [1, 2, double.NaN, 4, 5, 6]), TextColumn.Of("t", ["a", "b", "a", null, "b", "c"])]);

    private static readonly ITrainer[] Trainers =
    [
        new BoostedTrees(new BoostedTreesOptions { Trees = 3, Depth = 3, MinChildWeight = 0 }),
        new LogisticRegression(),
        new PriorModel(LearningTask.Binary),
    ];

    public static TheoryData<string> Names => [.. Trainers.Select(t => t.Name)];

    private static byte[] BytesOf(string name) =>
        TestData.BytesOf(Trainers.Single(t => t.Name == name).Train(new TrainingSet(Features, [0, 1, 1, 0, 1, 1]), new TrainingOptions(), TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_off_bytes_are_no_model(string name)
    {
        var bytes = BytesOf(name);
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<InvalidDataException>(() => TestData.Read(bytes[..length]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_behind_the_end_are_refused(string name) => Assert.Throws<InvalidDataException>(() => TestData.Read([.. BytesOf(name), 0]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_bytes_are_refused_or_give_a_model_that_predicts(string name)
    {
        var good = BytesOf(name);
        var random = new SeededRandom(1);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. good];
            for (var hits = random.Next(3); hits >= 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var model = TestData.Read(bytes);
                if (model.Inputs.Select(input => input.Name).SequenceEqual(["x", "t"]) && model.Inputs[0].Type != ColumnType.Text && model.Inputs[1].Type == ColumnType.Text) model.Predict(Features);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 20_000);
    }

    [Fact]
    public void Unknown_format_lists_the_known_ones()
    {
        using var stream = new MemoryStream();
        ModelWriter.Begin(stream, "neural");

        var error = Assert.Throws<InvalidDataException>(() => TestData.Read(stream.ToArray()));
        Assert.Contains($"'neural'; known are {string.Join(", ", ModelFormats.Default.Names)}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_version_is_refused()
    {
        var bytes = BytesOf(PriorModel.FormatName);
        bytes[8] = 2;

        Assert.Contains("version is 2", Assert.Throws<InvalidDataException>(() => TestData.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plug_in_needs_only_a_model_and_a_reader()
    {
        using var stream = new MemoryStream();
        new Doubler(3).Write(stream);
        stream.Position = 0;
        var formats = ModelFormats.Default.With("doubler", reader => new Doubler(reader.Number()));

        Assert.Equal([6.0, 6], formats.Load(stream).Predict(new Table([new NumberColumn("x", [1, 2])])));
        Assert.DoesNotContain("doubler", ModelFormats.Default.Names);
        Assert.Throws<ArgumentException>(() => formats.With("prior", _ => new Doubler(1)));
    }

    [Fact]
    public void Prior_predicts_the_base_rate_for_every_row()
    {
        var model = TestData.Read(BytesOf(PriorModel.FormatName));

        Assert.All(model.Predict(Features), p => Assert.Equal(4.0 / 6, p));
        Assert.Equal(["x", "t"], model.Inputs.Select(i => i.Name));
    }

    private sealed class Doubler(double half) : ITrainedModel
    {
        public string Format => "doubler";

        public LearningTask Task => LearningTask.Regression;

        public IReadOnlyList<ModelInput> Inputs => [];

        public IReadOnlyList<double> LearningCurve => [];

        public IReadOnlyList<double> Importance => [];

        public double[] Predict(Table rows) => [.. Enumerable.Repeat(2 * half, rows.RowCount)];

        public void Write(Stream stream) => ModelWriter.Begin(stream, Format).Number(half);
    }
}
