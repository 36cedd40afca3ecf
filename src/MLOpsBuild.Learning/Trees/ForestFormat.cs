using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The bytes of a forest: inputs, encodings, cuts and trees.</summary>
internal static class ForestFormat
{
    public const int MostDepth = 64;
    private const int MostOutputs = 10_000;
    private const byte IsCut = 1;
    private const byte SendsMissingLeft = 2;
    private const byte HasSet = 4;

    public static void Write(ModelWriter writer, Forest forest)
    {
        writer.Integer(forest.Outputs);
        writer.Inputs(forest.Inputs);
        foreach (var categories in forest.Categories.OfType<CategoryEncoding>()) WriteCategories(writer, categories);
        foreach (var cuts in forest.Cuts) WriteCuts(writer, cuts);
        writer.Integer(forest.Trees.Length);
        foreach (var tree in forest.Trees) WriteTree(writer, tree);
    }

    public static Forest Read(ModelReader reader)
    {
        var outputs = reader.Integer(1, MostOutputs);
        var inputs = ReadInputs(reader);
        var categories = Array.ConvertAll(inputs, input => input.Type == ColumnType.Text ? ReadCategories(reader) : null);
        var cuts = Array.ConvertAll(inputs, _ => ReadCuts(reader));
        for (var f = 0; f < cuts.Length; f++)
        {
            if (categories[f] is { IsSet: true } set && !cuts[f].AsSpan().SequenceEqual(set.Cuts())) throw reader.Wrong($"the cuts of '{inputs[f].Name}' do not number its categories");
        }

        var trees = new TreeNode[reader.Count(21)][];
        if (trees.Length % outputs != 0) throw reader.Wrong($"there are {trees.Length} trees for {outputs} outputs");
        for (var t = 0; t < trees.Length; t++) trees[t] = ReadTree(reader, categories, cuts, true);
        return new Forest(inputs, categories, cuts, trees, outputs);
    }

    public static ModelInput[] ReadInputs(ModelReader reader)
    {
        var inputs = reader.Inputs();
        return inputs.Length <= ushort.MaxValue ? inputs : throw reader.Wrong($"there are {inputs.Length} inputs");
    }

    public static double[] ReadCuts(ModelReader reader)
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

    // Children follow in the order of their parents, so their places need no bytes and can not form a loop.
    public static TreeNode[] ReadTree(ModelReader reader, CategoryEncoding?[] categories, double[][] cuts, bool hasCover)
    {
        var tree = new TreeNode[reader.Count(hasCover ? 14 : 6)];
        var next = 1;
        for (var n = 0; n < tree.Length; n++)
        {
            var kind = reader.Byte();
            var cover = hasCover ? reader.Number() : 0;
            if (kind == 0)
            {
                tree[n] = TreeNode.Leaf(reader.Number()) with { Cover = cover };
                continue;
            }

            tree[n] = ReadCut(reader, kind, categories, cuts, next) with { Cover = cover };
            if (next <= n || next + 2 > tree.Length) throw reader.Wrong("a node's children are not in the tree");
            next += 2;
        }

        if (tree.Length == 0 || next != tree.Length) throw reader.Wrong($"a tree has {tree.Length} nodes, of which {next} are reached");
        var depth = Forest.DepthOf(tree);
        return depth <= MostDepth ? tree : throw reader.Wrong($"a tree has {depth} levels; at most {MostDepth} are read");
    }

    private static TreeNode ReadCut(ModelReader reader, byte kind, CategoryEncoding?[] categories, double[][] cuts, int left)
    {
        if ((kind & IsCut) == 0 || kind > (IsCut | SendsMissingLeft | HasSet)) throw reader.Wrong($"a node's kind is {kind}");
        var missingLeft = (kind & SendsMissingLeft) != 0;
        var feature = reader.Integer(0, cuts.Length - 1);
        if (((kind & HasSet) != 0) != (categories[feature] is { IsSet: true })) throw reader.Wrong("a node's cut is not of its input's kind");
        if ((kind & HasSet) != 0) return new TreeNode(feature, 0, missingLeft, left, 0) { Set = ReadSet(reader, categories[feature]!) };
        var bin = reader.Byte();
        return bin < cuts[feature].Length ? new TreeNode(feature, bin, missingLeft, left, 0) : throw reader.Wrong($"a node uses cut {bin} of {cuts[feature].Length}");
    }

    private static BinSet ReadSet(ModelReader reader, CategoryEncoding categories)
    {
        var bins = new int[reader.Count(1)];
        for (var i = 0; i < bins.Length; i++)
        {
            bins[i] = reader.Byte();
            if (bins[i] >= categories.Categories.Length || i > 0 && bins[i - 1] >= bins[i]) throw reader.Wrong($"a set holds category {bins[i]} of {categories.Categories.Length}");
        }

        return new BinSet(bins);
    }

    private static void WriteCategories(ModelWriter writer, CategoryEncoding categories)
    {
        writer.Byte((byte)(categories.IsSet ? 1 : 0));
        writer.Texts(categories.Categories);
        if (categories.IsSet) return;
        writer.Number(categories.Prior);
        writer.Numbers(categories.Values);
    }

    private static CategoryEncoding ReadCategories(ModelReader reader)
    {
        var isSet = reader.Flag();
        var categories = reader.AscendingTexts();
        if (!isSet)
        {
            var prior = reader.Number();
            return new CategoryEncoding(categories, reader.Numbers(categories.Length), prior);
        }

        return categories.Length <= CategoryEncoding.MostInSet ? CategoryEncoding.Places(categories) : throw reader.Wrong($"there are {categories.Length} categories");
    }

    // A last cut at infinity is a flag, so that every number in the file is finite.
    private static void WriteCuts(ModelWriter writer, double[] cuts)
    {
        var endless = cuts.Length > 0 && double.IsPositiveInfinity(cuts[^1]);
        writer.Byte((byte)(endless ? 1 : 0));
        writer.Numbers(endless ? cuts[..^1] : cuts);
    }

    private static void WriteTree(ModelWriter writer, TreeNode[] tree)
    {
        writer.Integer(tree.Length);
        foreach (var node in tree)
        {
            writer.Byte((byte)(node.IsLeaf ? 0 : IsCut | (node.MissingLeft ? SendsMissingLeft : 0) | (node.Set is null ? 0 : HasSet)));
            writer.Number(node.Cover);
            if (node.IsLeaf)
            {
                writer.Number(node.Value);
                continue;
            }

            writer.Integer(node.Feature);
            if (node.Set is null)
            {
                writer.Byte(node.Bin);
                continue;
            }

            int[] bins = [.. node.Set.Bins];
            writer.Integer(bins.Length);
            foreach (var bin in bins) writer.Byte((byte)bin);
        }
    }
}
