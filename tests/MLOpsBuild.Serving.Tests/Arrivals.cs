using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Tests;

/// <summary>
/// A small feature set with history: the mean delay of a carrier's arrivals so far. A carrier without arrivals, and a record more than a week
/// after the newest arrival, are errors.
/// </summary>
internal sealed class Arrivals : IFeatureSet
{
    public static readonly EventKind Arrival = new("arrival",
    [
        new Field("time", ColumnType.Time, "When it arrived"),
        new Field("carrier", ColumnType.Text, "Who flew"),
        new Field("delay", ColumnType.Integer, "Minutes late"),
    ]);

    public IReadOnlyList<Field> Inputs { get; init; } =
    [
        new("time", ColumnType.Time, "Planned departure"),
        new("carrier", ColumnType.Text, "Who flies"),
        new("distance", ColumnType.Number, "Miles"),
        new("seats", ColumnType.Integer, "Seats", Optional: true),
    ];

    public IReadOnlyList<Field> Features { get; init; } =
    [
        new("mean_delay", ColumnType.Number, "The carrier's mean delay so far"),
        new("distance", ColumnType.Number, "Miles"),
        new("hour", ColumnType.Integer, "Hour of departure"),
        new("carrier", ColumnType.Text, "Who flies"),
    ];

    public IReadOnlyList<EventKind> Events => [Arrival];

    public IFeatureHistory NewHistory() => new History();

    private sealed class History : IFeatureHistory
    {
        private readonly Dictionary<string, (long Sum, int Count)> _delays = new(StringComparer.Ordinal);

        public DateTime? AsOf { get; private set; }

        public string? Apply(string kind, IReadOnlyList<Cell> values)
        {
            if (values[0].Time < AsOf) return "It is older than what is known.";
            if (values[1].Text == "CRASH") throw new InvalidOperationException("no such carrier");
            AsOf = values[0].Time;
            var (sum, count) = _delays.GetValueOrDefault(values[1].Text!);
            _delays[values[1].Text!] = (sum + values[2].Integer, count + 1);
            return null;
        }

        public FeatureRow Compute(IReadOnlyList<Cell> values)
        {
            if (values[1].Text == "CRASH") throw new InvalidOperationException("no such carrier");
            if (AsOf is null || values[0].Time > AsOf.Value.AddDays(7)) return FeatureRow.Failed("The history is stale.");
            if (!_delays.TryGetValue(values[1].Text!, out var known)) return FeatureRow.Failed($"No arrival of {values[1].Text} is known.");
            return FeatureRow.Of([Cell.Of((double)known.Sum / known.Count), values[2], Cell.Of((long)values[0].Time.Hour), values[1]]);
        }
    }
}

/// <summary>A linear function of the numeric inputs plus the length of the texts; missing counts as 0.</summary>
internal sealed class LinearModel(IReadOnlyList<ModelInput> inputs, params double[] weights) : ITrainedModel
{
    public static LinearModel For(IFeatureSet features, params double[] weights) =>
        new([.. features.Features.Select(f => new ModelInput(f.Name, f.Type))], weights);

    public string Format => "linear";

    public LearningTask Task => LearningTask.Regression;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    public Action? OnPredict { get; init; }

    public double[] Predict(Table rows)
    {
        OnPredict?.Invoke();
        var scores = new double[rows.RowCount];
        for (var i = 0; i < inputs.Count; i++)
        {
            var column = rows[inputs[i].Name];
            for (var row = 0; row < scores.Length; row++) scores[row] += weights[i] * ValueOf(column[row]);
        }

        return scores;
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var weight in weights) writer.Write(weight);
    }

    private static double ValueOf(Cell cell) => cell.IsMissing ? 0 : cell.Type is ColumnType.Text ? cell.Text!.Length : cell.Number;
}
