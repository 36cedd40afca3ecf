// A trainer of one's own, in one file: what the MLOpsBuild libraries do not have, they take from a pipeline.
// Copy it beside your Pipeline.cs and name both in Define:
//     p.Reads(new NearestNeighboursFormat());
//     var model = p.Train(new NearestNeighbours(new NearestNeighboursOptions { Neighbours = 15 }), training);
// From there on its models are cached, evaluated, gated, packaged and served as those of any other trainer.

using System.Globalization;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Tables;

namespace PluginTrainer;

/// <summary>The settings: all of them are part of the step's key, so a changed one trains anew.</summary>
public sealed record NearestNeighboursOptions
{
    /// <summary>A number, or the probability of 1.</summary>
    public LearningTask Task { get; init; } = LearningTask.Regression;

    /// <summary>How many neighbours are averaged.</summary>
    public int Neighbours { get; init; } = 10;
}

/// <summary>Predicts the mean target of the most similar training rows.</summary>
public sealed class NearestNeighbours(NearestNeighboursOptions options) : ITrainer
{
    public const string FormatName = "nearest-neighbours";

    public string Name => FormatName;

    // A property, so that the settings are seen.
    public NearestNeighboursOptions Options { get; } = options;

    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ModelInput[] inputs = [.. set.Features.Columns.Select(c => new ModelInput(c.Name, c.Type))];
        return new NearestNeighboursModel(Options.Task, inputs, Options.Neighbours, [.. inputs.Select(i => Axis.Of(set.Features[i.Name]))], set.Target);
    }
}

/// <summary>Reads the models back; named in the pipeline, and made by servers by its name.</summary>
public sealed class NearestNeighboursFormat : IModelFormat
{
    public string Name => NearestNeighbours.FormatName;

    public ITrainedModel Read(ModelReader reader)
    {
        var task = reader.Task();
        var inputs = reader.Inputs();
        var neighbours = reader.Integer(1, int.MaxValue);
        var target = reader.Numbers();
        return target.Length > 0
            ? new NearestNeighboursModel(task, inputs, neighbours, Array.ConvertAll(inputs, input => Axis.Read(reader, input, target.Length)), target)
            : throw reader.Wrong("there are no training rows");
    }
}

/// <summary>The training rows themselves, column by column.</summary>
internal sealed class NearestNeighboursModel(LearningTask task, ModelInput[] inputs, int neighbours, Axis[] axes, double[] target) : ITrainedModel
{
    public string Format => NearestNeighbours.FormatName;

    public LearningTask Task => task;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    public double[] Predict(Table rows)
    {
        Axis[] asked = [.. inputs.Select(input => Axis.Of(rows[input.Name]))];
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Mean(asked, row))];
    }

    public IReadOnlyList<(string Name, string Value)> Describe() =>
        [("format", Format), ("neighbours", neighbours.ToString(CultureInfo.InvariantCulture)), ("rows", target.Length.ToString(CultureInfo.InvariantCulture))];

    // Equal models give equal bytes: nothing but the rows and settings goes in.
    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Task(task);
        writer.Inputs(inputs);
        writer.Integer(neighbours);
        writer.Numbers(target);
        foreach (var axis in axes) axis.Write(writer);
    }

    private double Mean(Axis[] asked, int row)
    {
        var distances = new double[target.Length];
        for (var a = 0; a < axes.Length; a++) axes[a].AddDistances(asked[a], row, distances);
        var places = Enumerable.Range(0, target.Length).ToArray();
        // Of equally near rows the first ones count, wherever this runs.
        Array.Sort(places, (x, y) => distances[x] != distances[y] ? distances[x].CompareTo(distances[y]) : x.CompareTo(y));
        return places.Take(neighbours).Average(p => target[p]);
    }
}

/// <summary>One column of rows: numbers are measured in its spread, texts are alike or not.</summary>
internal sealed class Axis(double[] numbers, string[] texts, double spread)
{
    public static Axis Of(Column column)
    {
        if (column is TextColumn text) return new Axis([], [.. Enumerable.Range(0, text.Count).Select(r => text.TextAt(r) ?? "")], 1);
        double[] numbers = [.. column.ToNumbers().Select(v => double.IsFinite(v) ? v : 0)];
        var spread = numbers.Length == 0 ? 0 : numbers.Max() - numbers.Min();
        return new Axis(numbers, [], spread > 0 ? spread : 1);
    }

    public static Axis Read(ModelReader reader, ModelInput input, int rows)
    {
        var isText = input.Type == ColumnType.Text;
        var axis = isText ? new Axis([], reader.Texts(), 1) : new Axis(reader.Numbers(rows), [], reader.Number());
        return axis.IsOf(rows, isText) ? axis : throw reader.Wrong($"the rows of '{input.Name}' do not fit");
    }

    public void Write(ModelWriter writer)
    {
        if (texts.Length > 0)
        {
            writer.Texts(texts);
            return;
        }

        writer.Numbers(numbers);
        writer.Number(spread);
    }

    /// <summary>Adds the squared distances from a row of another table to the rows of this one.</summary>
    public void AddDistances(Axis other, int row, double[] distances)
    {
        for (var i = 0; i < distances.Length; i++)
        {
            var distance = texts.Length > 0 ? (string.Equals(texts[i], other.Text(row), StringComparison.Ordinal) ? 0 : 1) : (numbers[i] - other.Number(row)) / spread;
            distances[i] += distance * distance;
        }
    }

    private string Text(int row) => texts[row];

    private double Number(int row) => numbers[row];

    private bool IsOf(int rows, bool isText) => spread > 0 && (isText ? texts.Length == rows : numbers.Length == rows);
}
