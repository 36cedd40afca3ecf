using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Trees of chance as the attributes that other programs' converters write.</summary>
internal sealed class ForeignTrees
{
    /// <summary>Numbers that cuts are made of: some are exact in binary, others only nearly.</summary>
    public static readonly float[] Cuts = [-1.5f, -0.3f, 0, 0.1f, 0.7f, 1, 2.25f, 3.3f, 16777216f];

    private readonly List<(long Tree, long Node, long Feature, string Mode, float Cut, long Then, long Else, long Missing)> _nodes = [];
    private readonly List<(long Tree, long Node)> _leaves = [];
    private readonly SeededRandom _random;

    /// <summary>Grows trees over some features; <paramref name="modes"/> are those of cuts, drawn for each.</summary>
    public ForeignTrees(ulong seed, int trees, int depth, int features, params string[] modes)
    {
        _random = new SeededRandom(seed);
        for (var tree = 0; tree < trees; tree++)
        {
            var next = 1L;
            var open = new Queue<(long Node, int Depth)>([(0, 0)]);
            while (open.TryDequeue(out var at))
            {
                if (at.Depth == depth || (at.Depth > 0 && _random.Next(5) == 0))
                {
                    _nodes.Add((tree, at.Node, 0, "LEAF", 0, 0, 0, 0));
                    _leaves.Add((tree, at.Node));
                    continue;
                }

                _nodes.Add((tree, at.Node, _random.Next(features), modes[_random.Next(modes.Length)], Cuts[_random.Next(Cuts.Length)], next, next + 1, _random.Next(2)));
                open.Enqueue((next, at.Depth + 1));
                open.Enqueue((next + 1, at.Depth + 1));
                next += 2;
            }
        }
    }

    /// <summary>The lists of nodes.</summary>
    public OnnxAttribute[] Nodes =>
    [
        Longs("nodes_treeids", _nodes.Select(n => n.Tree)),
        Longs("nodes_nodeids", _nodes.Select(n => n.Node)),
        Longs("nodes_featureids", _nodes.Select(n => n.Feature)),
        new("nodes_modes") { Texts = [.. _nodes.Select(n => n.Mode)] },
        new("nodes_values") { Singles = [.. _nodes.Select(n => n.Cut)] },
        new("nodes_hitrates") { Singles = [.. _nodes.Select(_ => 1f)] },
        Longs("nodes_truenodeids", _nodes.Select(n => n.Then)),
        Longs("nodes_falsenodeids", _nodes.Select(n => n.Else)),
        Longs("nodes_missing_value_tracks_true", _nodes.Select(n => n.Missing)),
    ];

    /// <summary>A value of each leaf for each of the classes or targets that <paramref name="of"/> gives for its tree, from <paramref name="least"/> on.</summary>
    public OnnxAttribute[] Leaves(string prefix, Func<long, long[]> of, double least, double most)
    {
        var values = _leaves.SelectMany(leaf => of(leaf.Tree).Select(id => (leaf.Tree, leaf.Node, Id: id, Weight: (float)(least + (most - least) * _random.NextDouble())))).ToArray();
        return
        [
            Longs($"{prefix}_treeids", values.Select(v => v.Tree)),
            Longs($"{prefix}_nodeids", values.Select(v => v.Node)),
            Longs($"{prefix}_ids", values.Select(v => v.Id)),
            new($"{prefix}_weights") { Singles = [.. values.Select(v => v.Weight)] },
        ];
    }

    /// <summary>The same trees in the lists of version 5, with a value a leaf for a target of chance.</summary>
    public OnnxAttribute[] Lists(ElementType type, int targets)
    {
        string[] modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "BRANCH_MEMBER"];
        var inner = _nodes.Where(n => n.Mode != "LEAF").ToArray();
        (long, long)[] places = [.. inner.Select(n => (n.Tree, n.Node))];
        (long Place, long IsLeaf) Child(long tree, long node) => Array.IndexOf(places, (tree, node)) is var p && p >= 0 ? (p, 0) : (_leaves.IndexOf((tree, node)), 1);
        double[] sets = [.. inner.Where(n => n.Mode == "BRANCH_MEMBER").SelectMany(n => (double[])[1, 3 + _random.Next(3), 2, double.NaN])];
        return
        [
            Longs("nodes_featureids", inner.Select(n => n.Feature)),
            new("nodes_modes") { Tensor = OnnxTensor.Of(ElementType.Byte, [inner.Length], [.. inner.Select(n => (double)Array.IndexOf(modes, n.Mode))]) },
            new("nodes_splits") { Tensor = OnnxTensor.Of(type, [inner.Length], [.. inner.Select(n => (double)n.Cut)]) },
            Longs("nodes_truenodeids", inner.Select(n => Child(n.Tree, n.Then).Place)),
            Longs("nodes_trueleafs", inner.Select(n => Child(n.Tree, n.Then).IsLeaf)),
            Longs("nodes_falsenodeids", inner.Select(n => Child(n.Tree, n.Else).Place)),
            Longs("nodes_falseleafs", inner.Select(n => Child(n.Tree, n.Else).IsLeaf)),
            Longs("nodes_missing_value_tracks_true", inner.Select(n => n.Missing)),
            Longs("tree_roots", inner.Select((n, place) => (n.Node, Place: (long)place)).Where(n => n.Node == 0).Select(n => n.Place)),
            Longs("leaf_targetids", _leaves.Select(_ => (long)_random.Next(targets))),
            new("leaf_weights") { Tensor = OnnxTensor.Of(type, [_leaves.Count], [.. _leaves.Select(_ => type == ElementType.Single ? (float)(_random.NextDouble() - 0.4) : _random.NextDouble() - 0.4)]) },
            .. sets.Length == 0 ? (OnnxAttribute[])[] : [new("membership_values") { Tensor = OnnxTensor.Of(type, [sets.Length], sets) }],
        ];
    }

    private static OnnxAttribute Longs(string name, IEnumerable<long> values) => new(name) { Integers = [.. values] };
}
