using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The bytes of a forest.</summary>
internal static class BoostedTreesFormat
{
    private const int MostDepth = 64;
    private const byte IsCut = 1;
    private const byte SendsMissingLeft = 2;

    public static void Write(BoostedTreesModel model, Stream stream)
    {
        var writer = ModelWriter.Begin(stream, BoostedTrees.FormatName);
        var forest = model.Forest;
        writer.Task(model.Task);
        writer.Number(model.Initial);
        writer.Inputs(forest.Inputs);
        foreach (var categories in forest.Categories.OfType<CategoryEncoding>())
        {
            writer.Number(categories.Prior);
            writer.Texts(categories.Categories);
            writer.Numbers(categories.Values);
        }

        foreach (var cuts in forest.Cuts) WriteCuts(writer, cuts);
        writer.Numbers(model.LearningCurve);
        writer.Numbers(model.Importance);
        writer.Integer(forest.Trees.Length);
        foreach (var tree in forest.Trees) WriteTree(writer, tree);
    }

    public static BoostedTreesModel Read(ModelReader reader)
    {
        var task = reader.Task();
        var initial = reader.Number();
        var inputs = reader.Inputs();
        if (inputs.Length > ushort.MaxValue) throw reader.Wrong($"there are {inputs.Length} inputs");
        var categories = Array.ConvertAll(inputs, input => input.Type == ColumnType.Text ? ReadCategories(reader) : null);
        var cuts = Array.ConvertAll(inputs, _ => ReadCuts(reader));
        var curve = reader.Numbers();
        var importance = reader.Numbers(inputs.Length);
        var trees = new TreeNode[reader.Count(13)][];
        for (var t = 0; t < trees.Length; t++) trees[t] = ReadTree(reader, cuts);
        return new BoostedTreesModel(new Forest(inputs, categories, cuts, trees), task, initial, curve, importance);
    }

    private static CategoryEncoding ReadCategories(ModelReader reader)
    {
        var prior = reader.Number();
        var categories = reader.AscendingTexts();
        return new CategoryEncoding(categories, reader.Numbers(categories.Length), prior);
    }

    // A last cut at infinity is a flag, so that every number in the file is finite.
    private static void WriteCuts(ModelWriter writer, double[] cuts)
    {
        var endless = cuts.Length > 0 && double.IsPositiveInfinity(cuts[^1]);
        writer.Byte((byte)(endless ? 1 : 0));
        writer.Numbers(endless ? cuts[..^1] : cuts);
    }

    private static double[] ReadCuts(ModelReader reader)
    {
        var endless = reader.Flag();
        var cuts = reader.Numbers();
        if (cuts.Length >= BinCuts.Missing) throw reader.Wrong($"an input has {cuts.Length} cuts");
        for (var i = 1; i < cuts.Length; i++)
        {
            if (!(cuts[i - 1] < cuts[i])) throw reader.Wrong($"cut {cuts[i]} follows {cuts[i - 1]}");
        }

        return endless ? [.. cuts, double.PositiveInfinity] : cuts;
    }

    private static void WriteTree(ModelWriter writer, TreeNode[] tree)
    {
        writer.Integer(tree.Length);
        foreach (var node in tree)
        {
            writer.Byte((byte)(node.IsLeaf ? 0 : node.MissingLeft ? IsCut | SendsMissingLeft : IsCut));
            if (node.IsLeaf)
            {
                writer.Number(node.Value);
                continue;
            }

            writer.Integer(node.Feature);
            writer.Byte(node.Bin);
        }
    }

    // Children follow in the order of their parents, so their places need no bytes and can not form a loop.
    private static TreeNode[] ReadTree(ModelReader reader, double[][] cuts)
    {
        var tree = new TreeNode[reader.Count(6)];
        var next = 1;
        for (var n = 0; n < tree.Length; n++)
        {
            var kind = reader.Byte();
            if (kind == 0)
            {
                tree[n] = TreeNode.Leaf(reader.Number());
                continue;
            }

            if (kind is not (IsCut or IsCut | SendsMissingLeft)) throw reader.Wrong($"a node's kind is {kind}");
            var feature = reader.Integer(0, cuts.Length - 1);
            var bin = reader.Byte();
            if (bin >= cuts[feature].Length) throw reader.Wrong($"a node uses cut {bin} of {cuts[feature].Length}");
            if (next <= n || next + 2 > tree.Length) throw reader.Wrong("a node's children are not in the tree");
            tree[n] = new TreeNode(feature, bin, kind != IsCut, next, 0);
            next += 2;
        }

        if (tree.Length == 0 || next != tree.Length) throw reader.Wrong($"a tree has {tree.Length} nodes, of which {next} are reached");
        var depth = Forest.DepthOf(tree);
        return depth <= MostDepth ? tree : throw reader.Wrong($"a tree has {depth} levels; at most {MostDepth} are read");
    }
}
