namespace MLOpsBuild.Learning.Trees;

/// <summary>A model that predicts single rows without a table.</summary>
public interface IPredictsRows
{
    /// <summary>A predictor of single rows. It keeps working memory: make one for each thread, and keep it.</summary>
    IRowPredictor RowPredictor();
}

/// <summary>Predicts one row at a time from its inputs as numbers, without allocating. Not thread-safe.</summary>
public interface IRowPredictor
{
    /// <summary>The model's inputs, in the order of the numbers.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>How many numbers a prediction has.</summary>
    int Outputs { get; }

    /// <summary>The number that stands for a text of an input; NaN for null. Resolve texts once where they repeat.</summary>
    /// <param name="input">The place of a text input.</param>
    /// <param name="text">The text; one never seen in training is allowed.</param>
    /// <exception cref="ArgumentException">The input is no text.</exception>
    double NumberOf(int input, string? text);

    /// <summary>Predicts what <see cref="ITrainedModel.Predict"/> does for a table of this one row, bit for bit.</summary>
    /// <param name="row">A number for each input: its value, NaN when missing, or <see cref="NumberOf"/> its text.</param>
    /// <param name="predictions">Takes <see cref="Outputs"/> numbers.</param>
    /// <exception cref="ArgumentException">A span's length is another.</exception>
    void Predict(ReadOnlySpan<double> row, Span<double> predictions);
}
