using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>Predictions as columns of a table, as scored files and comparisons of samples have them.</summary>
public static class ScoreColumns
{
    /// <summary>The name of the column of a model with one output.</summary>
    public const string Score = "score";

    /// <summary>The name of the column that holds the most probable class.</summary>
    public const string Class = "class";

    /// <summary>One column <see cref="Score"/>; of several classes <see cref="Class"/>, and <c>probability of</c> each.</summary>
    /// <param name="model">The model that predicted.</param>
    /// <param name="predictions">What its <see cref="ITrainedModel.Predict"/> gave.</param>
    public static IReadOnlyList<Column> Of(ITrainedModel model, double[] predictions)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(predictions);
        if (model.Task != LearningTask.Multiclass) return [new NumberColumn(Score, predictions)];
        var (names, rows) = (ClassNames.Of(model), predictions.Length / model.Outputs);
        return
        [
            Called(model, predictions, Class),
            .. names.Select((name, c) => new NumberColumn($"probability of {name}", [.. Enumerable.Range(0, rows).Select(row => predictions[row * model.Outputs + c])])),
        ];
    }

    /// <summary>What is predicted in one column: the score, or the name of the most probable class.</summary>
    /// <param name="model">The model that predicted.</param>
    /// <param name="predictions">What its <see cref="ITrainedModel.Predict"/> gave.</param>
    /// <param name="name">The column's name.</param>
    public static Column Called(ITrainedModel model, double[] predictions, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(predictions);
        if (model.Task != LearningTask.Multiclass) return new NumberColumn(name, predictions);
        var names = ClassNames.Of(model);
        return TextColumn.Of(name, [.. MulticlassMetrics.Called(predictions, model.Outputs).Select(c => names[c])]);
    }
}
