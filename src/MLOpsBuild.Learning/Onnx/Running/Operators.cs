using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The operators that can be evaluated, by their full names: a new one is one line here.</summary>
internal static class Operators
{
    private static readonly SortedDictionary<string, Func<Settings, Operation>> Known = new(StringComparer.Ordinal)
    {
        ["Abs"] = Elementwise.Map(Math.Abs),
        ["Add"] = Elementwise.Zip((a, b) => a + b),
        ["And"] = Elementwise.Compare((a, b) => a != 0 && b != 0),
        ["ArgMax"] = Reductions.ArgMax,
        ["Cast"] = Elementwise.Cast,
        ["Ceil"] = Elementwise.Map(Math.Ceiling),
        ["Clip"] = Elementwise.Clip,
        ["Concat"] = Shaping.Concat,
        ["Div"] = Elementwise.Zip((a, b) => a / b),
        ["Equal"] = Elementwise.Equal,
        ["Exp"] = Elementwise.Map(ReproducibleMath.Exp),
        ["Expand"] = Shaping.Expand,
        ["Flatten"] = Shaping.Flatten,
        ["Floor"] = Elementwise.Map(Math.Floor),
        ["Gather"] = Shaping.Gather,
        ["GatherElements"] = Shaping.GatherElements,
        ["Gemm"] = Products.Gemm,
        ["Greater"] = Elementwise.Compare((a, b) => a > b),
        ["GreaterOrEqual"] = Elementwise.Compare((a, b) => a >= b),
        ["Identity"] = Shaping.Identity,
        ["IsInf"] = Elementwise.Test(double.IsInfinity),
        ["IsNaN"] = Elementwise.Test(double.IsNaN),
        ["Less"] = Elementwise.Compare((a, b) => a < b),
        ["LessOrEqual"] = Elementwise.Compare((a, b) => a <= b),
        ["Log"] = Elementwise.Map(ReproducibleMath.Log),
        ["MatMul"] = Products.MatMul,
        ["Max"] = Elementwise.Fold(Math.Max),
        ["Min"] = Elementwise.Fold(Math.Min),
        ["Mod"] = Elementwise.Mod,
        ["Mul"] = Elementwise.Zip((a, b) => a * b),
        ["Neg"] = Elementwise.Map(v => -v),
        ["Not"] = Elementwise.Test(v => v == 0),
        ["Or"] = Elementwise.Compare((a, b) => a != 0 || b != 0),
        ["Pow"] = Elementwise.Zip(ReproducibleMath.Pow),
        ["Reciprocal"] = Elementwise.Map(v => 1 / v),
        ["ReduceL1"] = Reductions.Reduce(Reductions.L1),
        ["ReduceL2"] = Reductions.Reduce(Reductions.L2),
        ["ReduceLogSumExp"] = Reductions.Reduce(Reductions.LogSumExp),
        ["ReduceMax"] = Reductions.Reduce(Reductions.Max),
        ["ReduceMean"] = Reductions.Reduce(row => Reductions.Sum(row) / row.Length),
        ["ReduceSum"] = Reductions.Reduce(Reductions.Sum),
        ["ReduceSumSquare"] = Reductions.Reduce(Reductions.SquareSum),
        ["Relu"] = Elementwise.Map(v => v < 0 ? 0 : v),
        ["Reshape"] = Shaping.Reshape,
        ["Shape"] = Shaping.Shape,
        ["Sigmoid"] = Elementwise.Map(ReproducibleMath.Sigmoid),
        ["Sign"] = Elementwise.Map(v => double.IsNaN(v) ? v : Math.Sign(v)),
        // Of the library's own sine, which takes turns: exact enough where graphs of this library use it, from 0 to 2π.
        ["Sin"] = Elementwise.Map(v => ReproducibleMath.SinOfTurns(v / (2 * Math.PI))),
        ["Softmax"] = Reductions.Softmax,
        ["Sqrt"] = Elementwise.Map(Math.Sqrt),
        ["Squeeze"] = Shaping.Squeeze,
        ["StringConcat"] = TextOperations.Concat,
        ["StringSplit"] = TextOperations.Split,
        ["Sub"] = Elementwise.Zip((a, b) => a - b),
        ["Sum"] = Elementwise.Fold((a, b) => a + b),
        ["TfIdfVectorizer"] = WordCounts.Create,
        ["TopK"] = Reductions.TopK,
        ["Unsqueeze"] = Shaping.Unsqueeze,
        ["Where"] = Elementwise.Where,
        ["ai.onnx.ml.ArrayFeatureExtractor"] = Shaping.ArrayFeatureExtractor,
        ["ai.onnx.ml.Binarizer"] = Encoders.Binarizer,
        ["ai.onnx.ml.Imputer"] = Encoders.Imputer,
        ["ai.onnx.ml.LabelEncoder"] = LabelEncoder.Create,
        ["ai.onnx.ml.LinearClassifier"] = LinearOperations.Classifier,
        ["ai.onnx.ml.LinearRegressor"] = LinearOperations.Regressor,
        ["ai.onnx.ml.Normalizer"] = Encoders.Normalizer,
        ["ai.onnx.ml.OneHotEncoder"] = Encoders.OneHot,
        ["ai.onnx.ml.Scaler"] = Encoders.Scaler,
        ["ai.onnx.ml.TreeEnsemble"] = TreeOperations.Ensemble,
        ["ai.onnx.ml.TreeEnsembleClassifier"] = TreeOperations.Classifier,
        ["ai.onnx.ml.TreeEnsembleRegressor"] = TreeOperations.Regressor,
        ["ai.onnx.ml.ZipMap"] = Shaping.ZipMap,
    };

    /// <summary>Refuses a graph with operators that are not known, naming all of them.</summary>
    /// <exception cref="InvalidDataException">There are some; the known ones are listed.</exception>
    public static void Check(IEnumerable<OnnxNode> nodes)
    {
        string[] unknown = [.. nodes.Select(n => n.FullName).Where(n => !Known.ContainsKey(n)).Distinct().Order(StringComparer.Ordinal)];
        if (unknown.Length > 0) throw new InvalidDataException($"The ONNX model uses operators that are not known here: {string.Join(", ", unknown)}; known are {string.Join(", ", Known.Keys)}.");
    }

    /// <summary>The operation of a node.</summary>
    /// <exception cref="InvalidDataException">An attribute is unknown, of the wrong kind or out of range.</exception>
    public static Operation Create(OnnxNode node)
    {
        var settings = new Settings(node);
        var operation = Known[node.FullName](settings);
        settings.End();
        return operation;
    }
}
