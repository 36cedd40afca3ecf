using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Exported models predict in onnxruntime what they predict here, on a month of real departures.</summary>
public sealed class OnnxExportTests
{
    public static TheoryData<string> Names => [.. ExportedTrainers.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exported_model_predicts_the_same_in_onnxruntime(string name)
    {
        var (_, trainer, task) = ExportedTrainers.All.Single(t => t.Name == name);
        var model = trainer.Train(ExportedRows.Of("2001-03-01", "2001-04-01", task), new TrainingOptions(2), TestContext.Current.CancellationToken);
        var rows = ExportedRows.WithGaps(ExportedRows.Of("2001-04-01", "2001-05-01", task).Features);

        var outputs = OnnxRuntime.Run(model, rows);

        var theirs = OnnxRuntime.Numbers(outputs[OutputOf(task)]);
        var ours = model.Predict(rows);
        Assert.Equal(ours.Length, theirs.Length);
        var worst = ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(a), 1e-3)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{rows.RowCount} rows, greatest relative difference {worst:E1}");
        Assert.True(worst < 1e-5, $"{worst}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parts_and_cycles_of_times_are_the_same_in_onnxruntime(bool trees)
    {
        var rows = new Table([new TimeColumn("t", [.. Enumerable.Range(0, 5000).Select(i => new DateTime(1900, 1, 1).AddMinutes(i * ((13 * 24 + 7) * 60 + 11.0)))])]);
        // Sines differ in their last bits, which a weighted sum does not show and a cut between two of them might.
        var parts = new TimeParts { Parts = Enum.GetValues<TimePart>(), Cycles = trees ? [] : Enum.GetValues<TimeCycle>() };
        var model = new TransformedTrainer([parts], trees ? new BoostedTrees(ExportedTrainers.Trees with { Task = LearningTask.Regression, Trees = 40 }) : new RidgeRegression())
            .Train(new TrainingSet(rows, [.. Enumerable.Range(0, 5000).Select(i => (double)(i * 7919 % 1000))]), new TrainingOptions(2), TestContext.Current.CancellationToken);

        var theirs = OnnxRuntime.Numbers(OnnxRuntime.Run(model, rows)["value"]);

        Assert.Equal(model.Predict(rows), theirs, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(a));
    }

    [Fact]
    public void Labels_are_those_of_the_greatest_probabilities()
    {
        var set = ExportedRows.Of("2001-03-01", "2001-04-01", LearningTask.Multiclass);
        var model = new MultinomialRegression().Train(set, new TrainingOptions(2), TestContext.Current.CancellationToken);

        var labels = OnnxRuntime.Run(model, set.Features)["label"].Select(l => l.GetString());

        Assert.Equal(model.Predict(set.Features).Chunk(3).Select(p => set.Classes[Array.IndexOf(p, p.Max())]), labels);
    }

    [Fact]
    public void Every_trainer_and_every_transform_is_exported_or_refused_with_a_reason()
    {
        Type[] known = [.. ExportedTrainers.All.Select(t => t.Trainer).Concat(ExportedTrainers.Refused.Select(r => r.Trainer)).SelectMany(ExportedTrainers.PartsOf).Select(p => p.GetType()).Distinct()];

        Type[] all = [.. typeof(ITrainer).Assembly.GetExportedTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && (t.IsAssignableTo(typeof(ITrainer)) || t.IsAssignableTo(typeof(ITransform))))];
        // Times have a test of their own below, with times.
        Assert.Empty(all.Except(known).Except([typeof(TimeParts)]).Select(t => t.Name));
    }

    public static TheoryData<string> Reasons => [.. ExportedTrainers.Refused.Select(r => r.Reason)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void What_has_no_form_says_why_and_what_to_use(string reason)
    {
        var trainer = ExportedTrainers.Refused.Single(r => r.Reason == reason).Trainer;
        var set = ExportedRows.Of("2001-04-01", "2001-04-08", LearningTask.Binary);
        if (trainer is Learning.Clustering.KMeans) set = set with { Features = new Table([set.Features["distance"]]) };
        var model = trainer.Train(set, new TrainingOptions(2), TestContext.Current.CancellationToken);

        var error = Assert.Throws<NotSupportedException>(() => Learning.Onnx.OnnxModel.Export(model, new MemoryStream()));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        // The guide has the same table.
        Assert.Contains($"| {reason}", File.ReadAllText(Path.Combine(OnnxRuntime.Repository(), "docs", "models.md")), StringComparison.Ordinal);
    }

    private static string OutputOf(LearningTask task) => task switch
    {
        LearningTask.Binary => "probability",
        LearningTask.Multiclass => "probabilities",
        LearningTask.Regression => "value",
        _ => "score",
    };
}
