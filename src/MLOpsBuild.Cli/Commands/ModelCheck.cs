using System.Globalization;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What a model predicts for the rows of a file, and how far that is from what another program predicted.</summary>
/// <param name="Result">For programs.</param>
/// <param name="Body">For people.</param>
/// <param name="Error">Why the predictions are not those that were expected; null where they are, or where none were given.</param>
internal sealed record ModelCheck(object Result, Block[] Body, string? Error)
{
    private const int MostShown = 10;

    /// <summary>Predictions agree within this, and within this share of the expected one.</summary>
    private const double Tolerance = 1e-5;

    /// <exception cref="ConfigurationException">The file is not there, can not be read, or has not the model's columns.</exception>
    public static ModelCheck Run(ITrainedModel model, string path, string shown, string? expected)
    {
        if (expected is not null && model.Outputs > 1) throw new ConfigurationException($"The model gives {model.Outputs} numbers a row; --expected is for one. Look at --check without it.");
        var rows = Read(model, path, shown, expected);
        var predictions = model.Predict(rows);
        var difference = expected is null ? null : Difference.Of(rows[expected].ToNumbers(), predictions);
        var first = predictions.Chunk(model.Outputs).Take(MostShown).Select((values, row) => (Row: row + 1, Values: values)).ToArray();
        return new ModelCheck(
            new { rows = rows.RowCount, predictions = first.Select(f => f.Values.Select(Finite)), difference = difference is null ? null : new { difference.Row, expected = Finite(difference.Expected), predicted = Finite(difference.Predicted), difference.Differing } },
            [
                Grid.Of(first, ("row", f => Texts.Count(f.Row)), ("prediction", f => string.Join("  ", f.Values.Select(Number)))),
                new Lines($"{shown}: {Texts.Plural(rows.RowCount, "row")}{(difference is null ? "" : $", farthest from {expected} in row {difference.Row}: {Number(difference.Predicted)}, expected {Number(difference.Expected)}")}."),
            ],
            difference is { Differing: > 0 } wrong ? $"{Texts.Count(wrong.Differing)} of {Texts.Plural(rows.RowCount, "prediction")} differ from {expected} by more than 1e-5, most in row {wrong.Row} of {shown}: {Number(wrong.Predicted)}, expected {Number(wrong.Expected)}." : null);
    }

    private static Table Read(ITrainedModel model, string path, string shown, string? expected)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{shown} is not there.");
        CsvColumn[] columns = [.. model.Inputs.Select(i => new CsvColumn(i.Name, i.Type)), .. expected is null ? (CsvColumn[])[] : [new(expected, ColumnType.Number)]];
        using var stream = File.OpenRead(path);
        var read = CsvReader.Read(stream, new CsvOptions { Columns = columns, File = shown });
        if (read.ProblemCount > 0)
        {
            throw new ConfigurationException($"{shown} does not have the model's columns as they should be, {Texts.Plural((int)Math.Min(read.ProblemCount, int.MaxValue), "problem")}: {string.Join(" ", read.Problems.Take(MostShown).Select(p => p.Message))} --inputs gives the model's columns other names.");
        }

        return read.Table.RowCount > 0 ? read.Table : throw new ConfigurationException($"{shown} has no rows, so that nothing is checked.");
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The row where predictions are farthest apart, and how many are too far.</summary>
    private sealed record Difference(int Row, double Expected, double Predicted, int Differing)
    {
        public static Difference Of(double[] expected, double[] predictions)
        {
            double[] distances = [.. expected.Zip(predictions, Distance)];
            var row = Array.IndexOf(distances, distances.Max());
            return new Difference(row + 1, expected[row], predictions[row], distances.Where((d, i) => !(d <= Tolerance * (1 + Math.Abs(expected[i]))) && d > 0).Count());
        }

        // A missing one is expected or it is as wrong as can be.
        private static double Distance(double expected, double predicted) =>
            expected.Equals(predicted) ? 0 : Math.Abs(expected - predicted) is var distance && double.IsFinite(distance) ? distance : double.PositiveInfinity;
    }
}
