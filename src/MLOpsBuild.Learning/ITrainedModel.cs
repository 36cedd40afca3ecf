using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning;

/// <summary>A named, typed input of a model.</summary>
public sealed record ModelInput(string Name, ColumnType Type);

/// <summary>A fitted model with its transforms: predicts from raw feature columns. Immutable and thread-safe.</summary>
public interface ITrainedModel
{
    /// <summary>The name under which <see cref="Loading.ModelFormats"/> reads the model back.</summary>
    string Format { get; }

    /// <summary>What it predicts.</summary>
    LearningTask Task { get; }

    /// <summary>The columns it needs, in order.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>How many numbers it predicts for a row: the classes of a multiclass task, otherwise 1.</summary>
    int Outputs => 1;

    /// <summary>The names of the classes it was trained on; empty where they have none.</summary>
    IReadOnlyList<string> Classes => [];

    /// <summary>The training loss after each iteration; empty for methods that do not iterate.</summary>
    IReadOnlyList<double> LearningCurve { get; }

    /// <summary>Share of the total gain per input, in the inputs' order, summing to 1; empty where the method has none.</summary>
    IReadOnlyList<double> Importance { get; }

    /// <summary>
    /// <see cref="Outputs"/> numbers a row, row by row: what <see cref="LearningTask"/> says. Texts never seen in training are allowed.
    /// </summary>
    double[] Predict(Table rows);

    /// <summary>What the method is and what it learned, for people: names with values, such as the number of trees.</summary>
    IReadOnlyList<(string Name, string Value)> Describe() => [("format", Format)];

    /// <summary>Writes deterministic bytes that <see cref="Loading.ModelFormats"/> reads back to an equal model.</summary>
    void Write(Stream stream);
}
