using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Tests;

/// <summary>Three classes by a length and a colour; a length below 0 has no features.</summary>
internal sealed class Flowers : IFeatureSet
{
    public static readonly string[] Classes = ["iris \"blue\"", "rose", "tulip"];

    public IReadOnlyList<Field> Inputs { get; } = [new("length", ColumnType.Number, "cm"), new("colour", ColumnType.Text, "as seen", Optional: true)];

    public IReadOnlyList<Field> Features { get; } = [new("length", ColumnType.Number, "cm"), new("colour", ColumnType.Text, "as seen", Optional: true)];

    public IReadOnlyList<EventKind> Events { get; } = [];

    public IFeatureHistory NewHistory() => new History();

    /// <summary>Rows to learn from: the class follows from both features, not quite.</summary>
    public static TrainingSet Set(LearningTask task)
    {
        double[] lengths = [.. Enumerable.Range(0, 120).Select(i => i * 7 % 30 / 3.0)];
        string[] colours = [.. Enumerable.Range(0, 120).Select(i => i % 5 < 2 ? "red" : "blue")];
        double[] target = [.. Enumerable.Range(0, 120).Select(i => i % 11 == 0 ? 0 : lengths[i] < 4 ? 0.0 : colours[i] == "red" ? 1 : 2)];
        return new TrainingSet(Table(lengths, colours), task == LearningTask.Binary ? Array.ConvertAll(target, y => Math.Min(y, 1)) : target) { Classes = task == LearningTask.Multiclass ? Classes : [] };
    }

    public static Table Table(double[] lengths, string[] colours) => new([new NumberColumn("length", lengths), TextColumn.Of("colour", colours)]);

    public static ITrainedModel Train(ITrainer trainer, LearningTask task) => trainer.Train(Set(task), new TrainingOptions(1), CancellationToken.None);

    public static ServedModel Model(string format, LearningTask task = LearningTask.Multiclass) => new("flowers", "1", Train(Trainer(format, task), task), new Flowers());

    private static ITrainer Trainer(string format, LearningTask task) => format switch
    {
        "boosted-trees" => new BoostedTrees(new BoostedTreesOptions { Task = task, Trees = 12, Depth = 3, MinChildWeight = 1 }),
        "random-forest" => new RandomForest(new ForestOptions { Task = task, Trees = 7 }),
        "linear" => task == LearningTask.Binary ? new LogisticRegression() : new MultinomialRegression(),
        _ => new PriorModel(task),
    };

    private sealed class History : IFeatureHistory
    {
        public DateTime? AsOf => null;

        public string? Apply(string kind, IReadOnlyList<Cell> values) => null;

        public FeatureRow Compute(IReadOnlyList<Cell> values) => values[0].Number < 0 ? FeatureRow.Failed("No flower is that short.") : FeatureRow.Of(values);
    }
}
