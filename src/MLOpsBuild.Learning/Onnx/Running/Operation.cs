using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>What an operation does with its inputs, of which an optional one may be null. Pure and thread-safe.</summary>
/// <exception cref="InvalidDataException">The inputs do not fit the operation.</exception>
internal delegate OnnxTensor[] Operation(IReadOnlyList<OnnxTensor?> inputs);
