using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>A fitted forest whose trees add up to scores: by boosting, or each with its share of a mean.</summary>
/// <param name="forest">The trees.</param>
/// <param name="task">What is predicted.</param>
/// <param name="link">How predictions follow from scores.</param>
/// <param name="initial">The score of each output before the first tree.</param>
internal sealed class BoostedTreesModel(Forest forest, LearningTask task, ScoreLink link, double[] initial) : ITrainedModel, IPredictsRows, IHasLearningRecord
{
    public string Format { get; init; } = BoostedTrees.FormatName;

    public LearningTask Task { get; } = task;

    public IReadOnlyList<ModelInput> Inputs => forest.Inputs;

    public int Outputs => forest.Outputs;

    public IReadOnlyList<string> Classes { get; init; } = [];

    public IReadOnlyList<double> LearningCurve { get; init; } = [];

    public IReadOnlyList<double> ValidationCurve { get; init; } = [];

    /// <summary>The sum of gains of each input.</summary>
    public double[] Gains { get; init; } = [];

    public IReadOnlyList<double> Importance => GainShares.Of(Gains);

    public Forest Forest => forest;

    public ScoreLink Link { get; } = link;

    public double[] Initial => initial;

    public double[] Predict(Table rows) => forest.Predict(rows, initial, Link);

    public IRowPredictor RowPredictor() => new ForestRowPredictor(forest, initial, Link);

    public IReadOnlyList<(string Name, string Value)> Describe()
    {
        var lines = new List<(string, string)>
        {
            ("format", Format),
            ("task", Task.ToString()),
            ("iterations", (forest.Trees.Length / forest.Outputs).ToString(CultureInfo.InvariantCulture)),
        };
        lines.AddRange(forest.Describe());
        if (LearningCurve.Count > 0) lines.Add(("training loss", LearningCurve[^1].ToString("G6", CultureInfo.InvariantCulture)));
        if (ValidationCurve.Count > 0) lines.Add(("validation loss", ValidationCurve[^1].ToString("G6", CultureInfo.InvariantCulture)));
        return lines;
    }

    public void Write(Stream stream) => BoostedTreesFormat.Write(this, stream);
}
