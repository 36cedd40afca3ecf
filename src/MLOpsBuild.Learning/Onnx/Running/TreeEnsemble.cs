namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The trees of a tree ensemble, checked to be trees: one root each, no loop, and every node reached exactly once.</summary>
internal sealed partial class TreeEnsemble
{
    private const int Leaf = -1;

    private static readonly string[] Modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "LEAF"];

    private readonly Node[] _nodes;
    private readonly int[] _roots;
    private readonly (int Target, double Weight)[][] _leaves;

    private TreeEnsemble(Node[] nodes, int[] roots, (int Target, double Weight)[][] leaves)
    {
        _nodes = nodes;
        _roots = roots;
        _leaves = leaves;
        Features = nodes.Where(n => n.Mode != Leaf).Select(n => n.Feature + 1).DefaultIfEmpty().Max();
    }

    /// <summary>The number of trees.</summary>
    public int Trees => _roots.Length;

    /// <summary>The least number of columns that rows must have.</summary>
    public int Features { get; }

    /// <summary>Reads the node lists, and the leaf lists whose names begin with <paramref name="prefix"/>: target or class.</summary>
    /// <param name="settings">The node's attributes.</param>
    /// <param name="prefix">What the names of the leaf lists begin with.</param>
    /// <param name="targets">The number of targets or classes.</param>
    public static TreeEnsemble Read(Settings settings, string prefix, int targets)
    {
        var trees = settings.Integers("nodes_treeids") ?? throw settings.Wrong("has no nodes_treeids");
        var ids = List(settings, "nodes_nodeids", trees.Length);
        var places = new Dictionary<(long Tree, long Node), int>();
        for (var i = 0; i < trees.Length; i++)
        {
            if (!places.TryAdd((trees[i], ids[i]), i)) throw settings.Wrong($"has node {ids[i]} of tree {trees[i]} twice");
        }

        var nodes = Nodes(settings, trees, places);
        var roots = Roots(settings, trees, nodes);
        settings.Ignore("nodes_hitrates", "nodes_hitrates_as_tensor");
        return new TreeEnsemble(nodes, roots, Leaves(settings, prefix, targets, places, nodes));
    }

    /// <summary>Calls <paramref name="add"/> for each value of the leaf that each tree has for a row.</summary>
    public void Visit(ReadOnlySpan<double> row, ITreeScores add)
    {
        foreach (var root in _roots)
        {
            var at = root;
            while (_nodes[at].Mode != Leaf) at = _nodes[at].Holds(row[_nodes[at].Feature]) ? _nodes[at].Then : _nodes[at].Otherwise;
            foreach (var (target, weight) in _leaves[at]) add.Add(target, weight);
        }
    }

    private static Node[] Nodes(Settings settings, long[] trees, Dictionary<(long Tree, long Node), int> places)
    {
        var modes = settings.Texts("nodes_modes") ?? [];
        if (modes.Length != trees.Length) throw settings.Wrong($"has {modes.Length} nodes_modes for {trees.Length} nodes");
        var features = List(settings, "nodes_featureids", trees.Length);
        var (thens, otherwises) = (List(settings, "nodes_truenodeids", trees.Length), List(settings, "nodes_falsenodeids", trees.Length));
        var values = settings.Numbers("nodes_values") ?? [];
        if (values.Length != trees.Length) throw settings.Wrong($"has {values.Length} nodes_values for {trees.Length} nodes");
        var missing = settings.Integers("nodes_missing_value_tracks_true") ?? [];
        if (missing.Length != 0 && missing.Length != trees.Length) throw settings.Wrong($"has {missing.Length} nodes_missing_value_tracks_true for {trees.Length} nodes");
        var nodes = new Node[trees.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var mode = Array.IndexOf(Modes, modes[i]);
            if (mode < 0) throw settings.Wrong($"has a node of mode '{modes[i]}'; known are {string.Join(", ", Modes)}");
            if (modes[i] == "LEAF")
            {
                nodes[i] = new Node(Leaf, 0, 0, false, i, i);
                continue;
            }

            if (features[i] is < 0 or > ushort.MaxValue) throw settings.Wrong($"has a node of feature {features[i]}");
            nodes[i] = new Node(mode, (int)features[i], values[i], missing.Length > 0 && missing[i] != 0, Child(trees[i], thens[i]), Child(trees[i], otherwises[i]));
        }

        return nodes;

        int Child(long tree, long id) => places.TryGetValue((tree, id), out var place) ? place : throw settings.Wrong($"has no node {id} of tree {tree}, which another one leads to");
    }

    // With one parent for every node but one, nodes that the root does not reach would form a loop.
    private static int[] Roots(Settings settings, long[] trees, Node[] nodes)
    {
        var parents = new int[nodes.Length];
        foreach (var node in nodes.Where(n => n.Mode != Leaf))
        {
            parents[node.Then]++;
            parents[node.Otherwise]++;
        }

        if (parents.Any(p => p > 1)) throw settings.Wrong("has a node that two ways lead to");
        int[] roots = [.. Enumerable.Range(0, nodes.Length).Where(n => parents[n] == 0)];
        if (roots.Select(r => trees[r]).Distinct().Count() != roots.Length || roots.Length != trees.Distinct().Count()) throw settings.Wrong("has a tree without one root");
        var reached = 0;
        var open = new Stack<int>(roots);
        while (open.TryPop(out var at))
        {
            reached++;
            if (nodes[at].Mode == Leaf) continue;
            open.Push(nodes[at].Then);
            open.Push(nodes[at].Otherwise);
        }

        return reached == nodes.Length ? roots : throw settings.Wrong("has nodes that form a loop");
    }

    private static (int Target, double Weight)[][] Leaves(Settings settings, string prefix, int targets, Dictionary<(long Tree, long Node), int> places, Node[] nodes)
    {
        var trees = settings.Integers($"{prefix}_treeids") ?? [];
        var ids = List(settings, $"{prefix}_nodeids", trees.Length);
        var which = List(settings, $"{prefix}_ids", trees.Length);
        var weights = settings.Numbers($"{prefix}_weights") ?? [];
        if (weights.Length != trees.Length) throw settings.Wrong($"has {weights.Length} {prefix}_weights for {trees.Length} leaves");
        var leaves = new List<(int Target, double Weight)>?[nodes.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            if (!places.TryGetValue((trees[i], ids[i]), out var place) || nodes[place].Mode != Leaf) throw settings.Wrong($"has a value for node {ids[i]} of tree {trees[i]}, which is no leaf");
            if (which[i] < 0 || which[i] >= targets) throw settings.Wrong($"has a value for {prefix} {which[i]} of {targets}");
            if (!double.IsFinite(weights[i])) throw settings.Wrong($"has a leaf of {weights[i]}");
            (leaves[place] ??= []).Add(((int)which[i], weights[i]));
        }

        return Array.ConvertAll(leaves, leaf => leaf?.ToArray() ?? []);
    }

    private static long[] List(Settings settings, string name, int count)
    {
        var list = settings.Integers(name) ?? [];
        return list.Length == count ? list : throw settings.Wrong($"has {list.Length} {name}, not {count}");
    }

    private readonly record struct Node(int Mode, int Feature, double Value, bool MissingHolds, int Then, int Otherwise)
    {
        /// <summary>The ascending numbers that hold, for a node that asks for one of several.</summary>
        public double[]? Members { get; init; }

        public bool Holds(double x) => (double.IsNaN(x) && MissingHolds) || Mode switch
        {
            0 => x <= Value,
            1 => x < Value,
            2 => x >= Value,
            3 => x > Value,
            4 => x == Value,
            Member => Array.BinarySearch(Members!, x) >= 0,
            _ => x != Value,
        };
    }
}

/// <summary>Takes the values of leaves.</summary>
internal interface ITreeScores
{
    void Add(int target, double weight);
}
