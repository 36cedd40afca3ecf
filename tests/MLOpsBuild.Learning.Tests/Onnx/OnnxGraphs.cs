using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Tests.Onnx;

/// <summary>ONNX files as other programs' converters write them.</summary>
internal static class OnnxGraphs
{
    public static byte[] File(IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxValue> outputs, params (string Name, OnnxTensor Tensor)[] constants) => OnnxFileWriter.Write(new OnnxFile
    {
        IrVersion = 8,
        Producer = "test",
        ProducerVersion = "1",
        GraphName = "graph",
        Opsets = [(OnnxFile.Main, 15), (OnnxFile.Ml, 3)],
        Nodes = nodes,
        Constants = constants,
        Inputs = inputs,
        Outputs = outputs,
        Metadata = [],
    });

    /// <summary>The one wide input of single precision that converters like.</summary>
    public static OnnxValue[] Floats(int columns) => [new("X", ElementType.Single, columns)];

    /// <summary>A label and the probabilities, as classifiers give them.</summary>
    public static OnnxValue[] LabelAndProbabilities => [new("label", ElementType.Int64, null) { Rank = 1 }, new("probabilities", ElementType.Single, null)];

    public static OnnxValue[] Variable => [new("variable", ElementType.Single, 1)];

    public static OnnxNode Ml(string operation, string output, params OnnxAttribute[] attributes) => new(operation, OnnxFile.Ml, ["X"], output.Split(' '), attributes);

    public static OnnxAttribute Longs(string name, params long[] values) => new(name) { Integers = values };

    public static OnnxAttribute Singles(string name, params float[] values) => new(name) { Singles = values };

    public static OnnxAttribute Texts(string name, params string[] values) => new(name) { Texts = values };

    public static OnnxAttribute Text(string name, string value) => new(name) { Text = value };

    public static OnnxAttribute Long(string name, long value) => new(name) { Integer = value };

    /// <summary>Two trees: x0 against 1.5 with leaves 1 and 2 of the first, x1 against −1 with leaves 10 and 20 of the second; missing x0 holds, missing x1 does not.</summary>
    public static OnnxAttribute[] Stumps(string mode) =>
    [
        Longs("nodes_treeids", 0, 0, 0, 1, 1, 1),
        Longs("nodes_nodeids", 0, 1, 2, 0, 1, 2),
        Longs("nodes_featureids", 0, 0, 0, 1, 0, 0),
        Texts("nodes_modes", mode, "LEAF", "LEAF", mode, "LEAF", "LEAF"),
        Singles("nodes_values", 1.5f, 0, 0, -1, 0, 0),
        Longs("nodes_truenodeids", 1, 0, 0, 1, 0, 0),
        Longs("nodes_falsenodeids", 2, 0, 0, 2, 0, 0),
        Longs("nodes_missing_value_tracks_true", 1, 0, 0, 0, 0, 0),
        Singles("nodes_hitrates", 1, 1, 1, 1, 1, 1),
    ];

    /// <summary>Leaf lists for <see cref="Stumps"/>, all of one target or class.</summary>
    public static OnnxAttribute[] Leaves(string prefix, long id, params float[] weights) =>
    [
        Longs($"{prefix}_treeids", 0, 0, 1, 1),
        Longs($"{prefix}_nodeids", 1, 2, 1, 2),
        Longs($"{prefix}_ids", id, id, id, id),
        Singles($"{prefix}_weights", weights),
    ];

    public static ITrainedModel Import(byte[] file, params string[] columns) => OnnxFiles.Import(file, columns.Length == 0 ? null : new OnnxImportOptions { Columns = columns });
}
