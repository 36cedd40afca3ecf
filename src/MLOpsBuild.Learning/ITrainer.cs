using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning;

/// <summary>The kind of target a trainer learns.</summary>
public enum LearningTask
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>0 or 1; predictions are probabilities of 1.</summary>
    Binary,
}

/// <summary>What a trainer learns from: feature columns (numbers, integers or texts) and one target number a row.</summary>
/// <param name="Features">The columns that the model will be given at prediction, and no others.</param>
/// <param name="Target">One value a row, without missing ones.</param>
public sealed record TrainingSet(Table Features, double[] Target);

/// <summary>How a training runs; nothing in here may change the model.</summary>
/// <param name="Threads">At most this many worker threads; at least 1.</param>
/// <param name="Progress">Told of finished iterations; may be null.</param>
public sealed record TrainingOptions(int Threads = 1, IProgress<TrainingProgress>? Progress = null);

/// <summary>One finished iteration.</summary>
public readonly record struct TrainingProgress(int Iteration, int Iterations, double Loss);

/// <summary>A learning method with its settings: a pure function of the training set. Plug-ins implement this.</summary>
public interface ITrainer
{
    /// <summary>The method's stable name, as written into the model: <c>boosted-trees</c>.</summary>
    string Name { get; }

    /// <summary>Fits a model. The same set gives the same serialised bytes on any number of threads.</summary>
    ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken);
}

/// <summary>A named, typed input of a model.</summary>
public sealed record ModelInput(string Name, ColumnType Type);

/// <summary>A fitted model with its transforms: predicts from raw feature columns. Immutable and thread-safe.</summary>
public interface ITrainedModel
{
    /// <summary>The name under which <see cref="ModelFormats"/> reads the model back.</summary>
    string Format { get; }

    /// <summary>What it predicts.</summary>
    LearningTask Task { get; }

    /// <summary>The columns it needs, in order.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>The training loss after each iteration; empty for methods that do not iterate.</summary>
    IReadOnlyList<double> LearningCurve { get; }

    /// <summary>Share of the total gain per input, in the inputs' order, summing to 1; empty where the method has none.</summary>
    IReadOnlyList<double> Importance { get; }

    /// <summary>One prediction a row: the probability of 1, or the expected value. Texts never seen in training are allowed.</summary>
    double[] Predict(Table rows);

    /// <summary>Writes deterministic bytes that <see cref="ModelFormats"/> reads back to an equal model.</summary>
    void Write(Stream stream);
}
