namespace MLOpsBuild.Learning.Onnx;

/// <summary>What an ONNX file does not say about a model, or says otherwise than it is wanted.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>
    /// The names of the model's columns, in the order of the graph's inputs: one for an input of [rows, 1], several for a wider one. Null, the default, takes
    /// the inputs' own names, with a number behind those of wider ones; it must be given where the file leaves the width of an input open.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The model's columns with their types, instead of <see cref="Columns"/>: where a graph takes numbers of any kind, a column may be of numbers or of integers.
    /// Null, the default, goes by the graph's types.
    /// </summary>
    public IReadOnlyList<ModelInput>? Inputs { get; init; }

    /// <summary>
    /// What the model predicts. Null, the default, goes by the file: more than two numbers a row are a multiclass model's probabilities; two, or one behind a
    /// logistic function, are those of a binary one; another single number is a regression.
    /// </summary>
    public LearningTask? Task { get; init; }

    /// <summary>The name of the output that holds the predictions. Null, the default, takes the last one of numbers with a fraction, or of maps.</summary>
    public string? Output { get; init; }
}
