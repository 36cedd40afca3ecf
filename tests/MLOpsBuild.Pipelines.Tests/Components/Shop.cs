using System.Globalization;
using System.Text;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Components;

/// <summary>A small real pipeline over two months of orders, whose steps can be broken one at a time.</summary>
internal sealed class Shop : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Workspace _workspace;
    private readonly DataLock _lock;

    public Shop()
    {
        _folder.Write("pipelines/shop/parameters.json", "{}");
        var schema = DatasetSchema.Load(_folder.Write("pipelines/shop/schema.json", """
            { "version": 1, "time": "time", "block": "day", "columns": { "time": { "type": "time" }, "size": { "type": "integer" }, "late": { "type": "integer" } }, "rules": {} }
            """));
        _workspace = new Workspace(_folder.Path);
        var locked = DataLock.Empty.WithDataset("orders", new LockedDataset("csv", "pipelines/shop/schema.json", []));
        foreach (var month in new[] { 1, 2 })
        {
            var bytes = Encoding.UTF8.GetBytes(Orders(month));
            _workspace.Store.Put(bytes);
            locked = locked.WithPartition("orders", Partition.Of($"2024-0{month}", bytes, Validator.Read(schema, bytes, "orders.csv", []).Table, "time"));
        }

        _lock = locked;
        _folder.Write("ShopTests.cs", "");
    }

    /// <summary>The source file that snapshots lie beside.</summary>
    public string Source => _folder["ShopTests.cs"];

    public string this[string name] => _folder[name];

    // Without its cache: what a change of code does here is done by what features are made with, which no key knows of.
    public PipelineRun Run(IBatchFeatures features, ITrainer? trainer = null) =>
        new(new ShopPipeline(features, trainer ?? new RidgeRegression(new LinearOptions())), _workspace, _lock, new RunSettings { Time = TimeProvider.System, NoCache = true });

    public void Dispose() => _folder.Dispose();

    private static string Orders(int month)
    {
        var text = new StringBuilder("time,size,late\n");
        for (var i = 0; i < 60; i++) text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, month, 1 + (i / 3), 8 + (i % 3), 0, 0):yyyy-MM-dd HH:mm},{1 + (i * 7 % 10)},{(i * 7 % 10) + (i % 3)}\n");
        return text.ToString();
    }

    private sealed class ShopPipeline(IBatchFeatures set, ITrainer trainer) : IPipeline
    {
        public string Name => "shop";

        public Release Define(PipelineBuilder builder)
        {
            var features = builder.Features(set, builder.Dataset("orders"), new Label("late", orders => orders["late"].ToNumbers()));
            var (training, evaluation) = (features.In(Window.Parse("2024-01")), features.In(Window.Parse("2024-02")));
            var model = builder.Train(trainer, training);
            var plan = new EvaluationPlan([], 100);
            var (metrics, predictions) = builder.Evaluate(model, evaluation, plan);
            return new Release { Model = model, Evaluation = metrics, Predictions = predictions, Features = features, TrainingRows = training, EvaluationRows = evaluation, Trainer = trainer, Plan = plan };
        }
    }
}

/// <summary>Features that declare some columns and make the same, or others.</summary>
internal sealed class ShopFeatures(params (string Name, ColumnType Type)[] declared) : IBatchFeatures
{
    public (string Name, ColumnType Type)[] Made { get; init; } = declared;

    public IReadOnlyList<Field> Inputs { get; } = [new("size", ColumnType.Integer, "items")];

    public IReadOnlyList<Field> Features { get; } = [.. declared.Select(d => new Field(d.Name, d.Type, ""))];

    public IReadOnlyList<EventKind> Events => [];

    public IFeatureHistory NewHistory() => throw new NotSupportedException();

    public Table Compute(Table records, IReadOnlyList<Table> before)
    {
        var size = records["size"].ToNumbers();
        return new Table([.. Made.Select(m => m.Type == ColumnType.Text
            ? (Column)TextColumn.Of(m.Name, [.. size.Select(s => s > 5 ? "large" : "small")])
            : new NumberColumn(m.Name, size))]);
    }

    public IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];
}

/// <summary>A method whose model asks for columns of other names than it was given.</summary>
internal sealed class Renaming(string from, string to) : ITrainer
{
    public string Name => "renaming";

    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) => new RidgeRegression(new LinearOptions())
        .Train(set with { Features = new Table([.. set.Features.Columns.Select(c => c.Name == from ? c.Rename(to) : c)]) }, options, cancellationToken);
}
