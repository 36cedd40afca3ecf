using System.Globalization;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Online;

/// <summary>What an online learner knows at one moment, with all that it needs to go on. Nothing changes it.</summary>
internal sealed class OnlineModel(OnlineOptions options, ModelInput[] inputs, OnlineWeights[] weights, OnlineWeight intercept, int passes, double[] curve) : ITrainedModel
{
    private const int MostDescribed = 20;

    public string Format => OnlineLinear.FormatName;

    public OnlineOptions Options => options;

    public LearningTask Task => OnlineLosses.TaskOf(options.Loss);

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<OnlineWeights> Weights => weights;

    public OnlineWeight Intercept => intercept;

    public int Passes => passes;

    public IReadOnlyList<double> LearningCurve => curve;

    public IReadOnlyList<double> Importance => [];

    public double[] Predict(Table rows)
    {
        var scores = new double[rows.RowCount];
        Array.Fill(scores, intercept.Value(options, 0, 0));
        for (var i = 0; i < inputs.Length; i++)
        {
            var column = OnlineColumn.Of(rows, inputs[i]);
            for (var row = 0; row < scores.Length; row++)
            {
                var (place, factor) = column.At(row, weights[i], 0);
                if (place >= 0) scores[row] += factor * weights[i][place].Value(options, options.L1, options.L2);
            }
        }

        return Task == LearningTask.Binary ? Array.ConvertAll(scores, ReproducibleMath.Sigmoid) : scores;
    }

    public IReadOnlyList<(string Name, string Value)> Describe()
    {
        var named = inputs.SelectMany((input, i) => weights[i].Named(input)).Select(w => (w.Name, Value: w.Weight.Value(options, options.L1, options.L2))).ToArray();
        return
        [
            ("format", Format), ("loss", $"{options.Loss}"), ("passes", $"{passes}"),
            ("weights", $"{named.Length}, of which {named.Count(w => w.Value == 0)} are 0"), ("intercept", Text(intercept.Value(options, 0, 0))),
            .. named.Where(w => w.Value != 0).OrderByDescending(w => Math.Abs(w.Value)).Take(MostDescribed).Select(w => ($"weight of {w.Name}", Text(w.Value))),
        ];
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Byte((byte)options.Loss);
        writer.Numbers([options.LearningRate, options.Beta, options.L1, options.L2, options.HuberWidth]);
        writer.Integer(options.MostCategories);
        writer.Inputs(inputs);
        for (var i = 0; i < inputs.Length; i++) weights[i].Write(writer, inputs[i]);
        OnlineWeights.Write(writer, intercept);
        writer.Integer(passes);
        writer.Numbers(curve);
    }

    public static OnlineModel Read(ModelReader reader)
    {
        var loss = (OnlineLoss)reader.Byte();
        var numbers = reader.Numbers(5);
        OnlineOptions options;
        try
        {
            options = new OnlineOptions { Loss = loss, LearningRate = numbers[0], Beta = numbers[1], L1 = numbers[2], L2 = numbers[3], HuberWidth = numbers[4], MostCategories = reader.Integer(1, 10_000_000) };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw reader.Wrong($"a setting can not be: {e.Message}");
        }

        var inputs = reader.Inputs();
        var weights = Array.ConvertAll(inputs, input => OnlineWeights.Read(reader, input));
        return new OnlineModel(options, inputs, weights, OnlineWeights.ReadOne(reader), reader.Integer(0, int.MaxValue), reader.Numbers());
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
