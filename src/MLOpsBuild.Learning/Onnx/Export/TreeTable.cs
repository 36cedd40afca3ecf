using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>
/// The nodes of trees as the parallel lists of TreeEnsembleRegressor (ai.onnx.ml version 3). Its numbers are kept in double tensors, not in the
/// single-precision lists: a row then takes the same way as here however close it is to a cut.
/// </summary>
internal sealed class TreeTable
{
    private readonly List<long> _trees = [];
    private readonly List<long> _nodes = [];
    private readonly List<long> _features = [];
    private readonly List<string> _modes = [];
    private readonly List<double> _cuts = [];
    private readonly List<long> _trues = [];
    private readonly List<long> _falses = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafNodes = [];
    private readonly List<long> _leafTargets = [];
    private readonly List<double> _leafValues = [];

    /// <summary>A node that sends rows whose feature is at most the cut to its left child.</summary>
    public void Cut(int tree, int node, int feature, double cut, bool missingLeft, int left, int right) => Node(tree, node, feature, "BRANCH_LEQ", cut, missingLeft, left, right);

    /// <summary>A leaf that adds a value to a target.</summary>
    public void Leaf(int tree, int node, int target, double value) => Leaf(tree, node, [(target, value)]);

    /// <summary>A leaf that adds values to several targets.</summary>
    public void Leaf(int tree, int node, IEnumerable<(int Target, double Value)> values)
    {
        Node(tree, node, 0, "LEAF", 0, false, 0, 0);
        foreach (var (target, value) in values)
        {
            _leafTrees.Add(tree);
            _leafNodes.Add(node);
            _leafTargets.Add(target);
            _leafValues.Add(value);
        }
    }

    /// <summary>Adds the trees to a graph; the result is the base values plus the sums of the leaves, as doubles of [rows, targets].</summary>
    public string AddTo(GraphBuilder graph, IReadOnlyList<string> columns, double[] baseValues)
    {
        if (_trees.Count == 0) Leaf(0, 0, 0, 0); // The operator wants a tree.
        var scores = graph.AddMl(
            "TreeEnsembleRegressor",
            [graph.Beside(columns)],
            new OnnxAttribute("aggregate_function") { Text = "SUM" },
            Doubles("base_values_as_tensor", baseValues),
            new OnnxAttribute("n_targets") { Integer = baseValues.Length },
            Longs("nodes_falsenodeids", _falses),
            Longs("nodes_featureids", _features),
            Longs("nodes_missing_value_tracks_true", _missing),
            new OnnxAttribute("nodes_modes") { Texts = [.. _modes] },
            Longs("nodes_nodeids", _nodes),
            Longs("nodes_treeids", _trees),
            Longs("nodes_truenodeids", _trues),
            Doubles("nodes_values_as_tensor", _cuts),
            new OnnxAttribute("post_transform") { Text = "NONE" },
            Longs("target_ids", _leafTargets),
            Longs("target_nodeids", _leafNodes),
            Longs("target_treeids", _leafTrees),
            Doubles("target_weights_as_tensor", _leafValues));
        // Sums are formed in double precision and handed out as single-precision numbers: an error of 6e-8 of the sum.
        return graph.ToDouble(scores);
    }

    private static OnnxAttribute Longs(string name, IEnumerable<long> values) => new(name) { Integers = [.. values] };

    private static OnnxAttribute Doubles(string name, IReadOnlyCollection<double> values) => new(name) { Tensor = OnnxTensor.Of(ElementType.Double, [values.Count], [.. values]) };

    private void Node(int tree, int node, int feature, string mode, double cut, bool missingLeft, int left, int right)
    {
        _trees.Add(tree);
        _nodes.Add(node);
        _features.Add(feature);
        _modes.Add(mode);
        _cuts.Add(cut);
        _missing.Add(missingLeft ? 1 : 0);
        _trues.Add(left);
        _falses.Add(right);
    }
}
