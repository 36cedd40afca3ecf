using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The bytes of isolation trees.</summary>
internal static class IsolationFormat
{
    private const byte IsCut = 1;
    private const byte SendsMissingLeft = 2;

    public static void Write(IsolationModel model, Stream stream)
    {
        var writer = ModelWriter.Begin(stream, IsolationForest.FormatName);
        writer.Inputs(model.Inputs);
        foreach (var categories in model.Categories.OfType<CategoryEncoding>())
        {
            writer.Texts(categories.Categories);
            writer.Numbers(categories.Values);
        }

        writer.Integer(model.Sample);
        writer.Integer(model.Trees.Length);
        foreach (var tree in model.Trees) WriteTree(writer, tree);
    }

    public static IsolationModel Read(ModelReader reader)
    {
        var inputs = ForestFormat.ReadInputs(reader);
        var categories = Array.ConvertAll(inputs, input => input.Type == ColumnType.Text ? ReadCategories(reader) : null);
        var sample = reader.Integer(1, 65_536);
        var trees = new IsolationNode[reader.Count(13)][];
        if (trees.Length == 0) throw reader.Wrong("there are no trees");
        for (var t = 0; t < trees.Length; t++) trees[t] = ReadTree(reader, inputs.Length);
        return new IsolationModel(inputs, categories, sample, trees);
    }

    private static CategoryEncoding ReadCategories(ModelReader reader)
    {
        var categories = reader.AscendingTexts();
        return new CategoryEncoding(categories, reader.Numbers(categories.Length), 0);
    }

    private static void WriteTree(ModelWriter writer, IsolationNode[] tree)
    {
        writer.Integer(tree.Length);
        foreach (var node in tree)
        {
            writer.Byte((byte)(node.IsLeaf ? 0 : node.MissingLeft ? IsCut | SendsMissingLeft : IsCut));
            writer.Number(node.IsLeaf ? node.Length : node.Threshold);
            if (!node.IsLeaf) writer.Integer(node.Feature);
        }
    }

    // As in other forests, children follow in the order of their parents.
    private static IsolationNode[] ReadTree(ModelReader reader, int features)
    {
        var tree = new IsolationNode[reader.Count(9)];
        var next = 1;
        for (var n = 0; n < tree.Length; n++)
        {
            var kind = reader.Byte();
            var number = reader.Number();
            if (kind == 0)
            {
                tree[n] = new IsolationNode(0, 0, false, 0, number >= 0 ? number : throw reader.Wrong($"a path has the length {number}"));
                continue;
            }

            if (kind is not (IsCut or IsCut | SendsMissingLeft)) throw reader.Wrong($"a node's kind is {kind}");
            tree[n] = new IsolationNode(reader.Integer(0, features - 1), number, kind != IsCut, next, 0);
            if (next <= n || next + 2 > tree.Length) throw reader.Wrong("a node's children are not in the tree");
            next += 2;
        }

        return tree.Length > 0 && next == tree.Length ? tree : throw reader.Wrong($"a tree has {tree.Length} nodes, of which {next} are reached");
    }
}
