using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The operator of version 5: nodes and leaves in lists of their own, each named by its place, and cuts that ask for one of several numbers.</summary>
internal sealed partial class TreeEnsemble
{
    private const int Member = 6;

    /// <summary>Reads the lists of version 5.</summary>
    /// <param name="settings">The node's attributes.</param>
    /// <param name="targets">The number of targets.</param>
    public static TreeEnsemble ReadLists(Settings settings, int targets)
    {
        var features = settings.Integers("nodes_featureids") ?? throw settings.Wrong("has no nodes_featureids");
        var leaves = LeafList(settings, targets);
        var nodes = NodeList(settings, features, leaves.Length);
        var roots = settings.Integers("tree_roots") ?? [];
        if (roots.Length == 0 || roots.Any(r => r < 0 || r >= features.Length)) throw settings.Wrong($"has tree_roots {string.Join(", ", roots.Take(10))} of {features.Length} nodes");
        settings.Ignore("nodes_hitrates");
        int[] starts = Array.ConvertAll(roots, r => (int)r);
        CheckReached(settings, nodes, starts, features.Length);
        return new TreeEnsemble(nodes, starts, [.. Enumerable.Repeat(Array.Empty<(int, double)>(), features.Length), .. leaves.Select(leaf => ((int, double)[])[leaf])]);
    }

    private static (int Target, double Weight)[] LeafList(Settings settings, int targets)
    {
        var which = settings.Integers("leaf_targetids") ?? [];
        var weights = Numbers(settings, "leaf_weights", which.Length);
        for (var i = 0; i < which.Length; i++)
        {
            if (which[i] < 0 || which[i] >= targets) throw settings.Wrong($"has a leaf of target {which[i]} of {targets}");
            if (!double.IsFinite(weights[i])) throw settings.Wrong($"has a leaf of {weights[i]}");
        }

        return [.. which.Zip(weights, (target, weight) => ((int)target, weight))];
    }

    /// <summary>The nodes, and behind them the leaves.</summary>
    private static Node[] NodeList(Settings settings, long[] features, int leaves)
    {
        var modes = Numbers(settings, "nodes_modes", features.Length);
        var splits = Numbers(settings, "nodes_splits", features.Length);
        var missing = settings.Integers("nodes_missing_value_tracks_true") ?? [];
        if (missing.Length != 0 && missing.Length != features.Length) throw settings.Wrong($"has {missing.Length} nodes_missing_value_tracks_true for {features.Length} nodes");
        var (thens, areLeaves) = (List(settings, "nodes_truenodeids", features.Length), List(settings, "nodes_trueleafs", features.Length));
        var (otherwises, areOtherLeaves) = (List(settings, "nodes_falsenodeids", features.Length), List(settings, "nodes_falseleafs", features.Length));
        var members = new Queue<double[]>(MemberLists(settings));
        var nodes = new Node[features.Length + leaves];
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i] is < 0 or > ushort.MaxValue) throw settings.Wrong($"has a node of feature {features[i]}");
            if (modes[i] is not (>= 0 and <= Member)) throw settings.Wrong($"has a node of mode {modes[i]}; known are 0 to {Member}");
            nodes[i] = new Node((int)modes[i], (int)features[i], splits[i], missing.Length > 0 && missing[i] != 0, Child(thens[i], areLeaves[i]), Child(otherwises[i], areOtherLeaves[i]));
            if (nodes[i].Mode == Member) nodes[i] = nodes[i] with { Members = members.TryDequeue(out var set) ? set : throw settings.Wrong("has fewer sets of membership_values than nodes that ask for one") };
        }

        if (members.Count > 0) throw settings.Wrong($"has {members.Count} sets of membership_values that no node asks for");
        for (var i = features.Length; i < nodes.Length; i++) nodes[i] = new Node(Leaf, 0, 0, false, i, i);
        return nodes;

        int Child(long place, long isLeaf) => place >= 0 && place < (isLeaf == 0 ? features.Length : leaves)
            ? (int)place + (isLeaf == 0 ? 0 : features.Length)
            : throw settings.Wrong($"leads to {(isLeaf == 0 ? "node" : "leaf")} {place} of {(isLeaf == 0 ? features.Length : leaves)}");
    }

    // NaN stands behind each set.
    private static IEnumerable<double[]> MemberLists(Settings settings)
    {
        var set = new List<double>();
        foreach (var value in settings.Tensor("membership_values")?.Numbers ?? [])
        {
            if (!double.IsNaN(value))
            {
                set.Add(value);
                continue;
            }

            set.Sort();
            yield return [.. set];
            set.Clear();
        }

        if (set.Count > 0) throw settings.Wrong("has membership_values that do not end with NaN");
    }

    // A node with two ways to it could be its own descendant. Leaves end every way, and may be shared.
    private static void CheckReached(Settings settings, Node[] nodes, int[] roots, int count)
    {
        var isReached = new bool[count];
        var open = new Stack<int>(roots);
        while (open.TryPop(out var at))
        {
            if (at >= count) continue;
            if (isReached[at]) throw settings.Wrong("has a node that two ways lead to");
            isReached[at] = true;
            open.Push(nodes[at].Then);
            open.Push(nodes[at].Otherwise);
        }

        if (!isReached.All(r => r)) throw settings.Wrong("has nodes that no root leads to");
    }

    private static double[] Numbers(Settings settings, string name, int count)
    {
        var numbers = settings.Tensor(name) is { Type: not ElementType.Text } tensor ? tensor.Numbers : [];
        return numbers.Length == count ? numbers : throw settings.Wrong($"has {numbers.Length} {name}, not {count}");
    }
}
