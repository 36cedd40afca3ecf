using System.Globalization;
using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Import;

/// <summary>How much a file's model learned, for people: its trees and weights.</summary>
internal static class Learned
{
    public static IEnumerable<(string Name, string Value)> In(OnnxFile file)
    {
        var trees = file.Nodes.Where(n => n.Domain == OnnxFile.Ml && n.Operator.StartsWith("TreeEnsemble", StringComparison.Ordinal)).ToArray();
        if (trees.Length > 0)
        {
            yield return ("trees", Text(trees.Sum(n => n["tree_roots"]?.Integers?.Length ?? n["nodes_treeids"]?.Integers?.Distinct().Count() ?? 0)));
            yield return ("leaves", Text(trees.Sum(n => n["leaf_targetids"]?.Integers?.Length ?? n["nodes_modes"]?.Texts?.Count(m => m == "LEAF") ?? 0)));
        }

        var weights = file.Nodes.Where(n => n.Domain == OnnxFile.Ml).Sum(n => n["coefficients"]?.Singles?.Length ?? 0);
        if (weights > 0) yield return ("coefficients", Text(weights));
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
