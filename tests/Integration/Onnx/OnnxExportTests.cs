using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Exported models predict in onnxruntime what they predict here, on a month of real departures.</summary>
public sealed class OnnxExportTests
{
    private static readonly BoostedTreesOptions Trees = new() { Trees = 200, Depth = 4, LearningRate = 0.05, MinChildWeight = 20, CategoryPriorWeight = 20 };

    private static readonly (string Name, ITrainer Trainer, LearningTask Task)[] Trainers =
    [
        ("boosted trees", new BoostedTrees(Trees), LearningTask.Binary),
        ("boosted trees of a number", new BoostedTrees(Trees with { Task = LearningTask.Regression }), LearningTask.Regression),
        ("logistic regression", new LogisticRegression(), LearningTask.Binary),
        ("ridge regression", new RidgeRegression(), LearningTask.Regression),
        ("prior", new PriorModel(LearningTask.Binary), LearningTask.Binary),
    ];

    public static TheoryData<string> Names => [.. Trainers.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exported_model_predicts_the_same_in_onnxruntime(string name)
    {
        var (_, trainer, task) = Trainers.Single(t => t.Name == name);
        var model = trainer.Train(Set("2001-01-01", "2001-04-01", task), new TrainingOptions(2), TestContext.Current.CancellationToken);
        var rows = WithGaps(Set("2001-04-01", "2001-06-01", task).Features);

        var outputs = OnnxRuntime.Run(model, rows);

        var theirs = OnnxRuntime.Numbers(outputs[task == LearningTask.Binary ? "probability" : "value"]);
        var ours = model.Predict(rows);
        Assert.Equal(ours.Length, theirs.Length);
        var worst = ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(a), 1e-3)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{rows.RowCount} rows, greatest relative difference {worst:E1}");
        Assert.True(worst < 1e-5, $"{worst}");
    }

    private static TrainingSet Set(string from, string before, LearningTask task) =>
        task == LearningTask.Binary ? Departures.Between(from, before).Set : Departures.DelaysBetween(from, before);

    /// <summary>The rows with every tenth value missing, and texts never seen among those of each text column.</summary>
    private static Table WithGaps(Table rows) => new([.. rows.Columns.Select((column, place) => Gaps(column, place))]);

    private static Column Gaps(Column column, int place) => column is TextColumn texts
        ? TextColumn.Of(column.Name, [.. Enumerable.Range(0, texts.Count).Select(r => (r + place) % 10 == 0 ? null : (r + place) % 50 == 1 ? "nowhere" : texts.TextAt(r))])
        : new NumberColumn(column.Name, [.. column.ToNumbers().Select((v, r) => (r + place) % 10 == 0 ? double.NaN : v)]);
}
