namespace MLOpsBuild.Learning.Onnx;

/// <summary>How a model is written as ONNX.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The graph's name. Default <c>model</c>.</summary>
    public string Name { get; init; } = "model";

    /// <summary>
    /// Whether integer inputs are int64 tensors, which have no missing values. Default false: they are double tensors, in which NaN is missing, as in training.
    /// </summary>
    public bool IntegersAsInt64 { get; init; }

    /// <summary>Further names with values for the file's metadata; those that begin with <c>mlopsbuild.</c> are taken.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
