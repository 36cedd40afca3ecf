using System.Globalization;
using System.Runtime.CompilerServices;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Fitted trees with the transforms of their inputs. Tree t adds to output t modulo <see cref="Outputs"/>.</summary>
internal sealed class Forest
{
    /// <summary>Rows at a time: their bins and scores stay in the first cache.</summary>
    private const int Block = 512;

    private readonly CompleteTrees? _complete;
    private readonly FlatTrees? _flat;
    private readonly int _bytes;

    public Forest(ModelInput[] inputs, CategoryEncoding?[] categories, double[][] cuts, TreeNode[][] trees, int outputs = 1)
    {
        Inputs = inputs;
        Categories = categories;
        Cuts = cuts;
        Trees = trees;
        Outputs = outputs;
        _complete = CompleteTrees.Of(trees, inputs.Length, outputs);
        _flat = _complete is null ? new FlatTrees(trees, outputs) : null;
        _bytes = _complete is null ? 1 : 2;
    }

    public ModelInput[] Inputs { get; }

    /// <summary>The encodings of text inputs; null for numbers. Where one <see cref="CategoryEncoding.IsSet"/>, nodes hold sets of its places.</summary>
    public CategoryEncoding?[] Categories { get; }

    /// <summary>The ascending cuts of each input that the trees use.</summary>
    public double[][] Cuts { get; }

    public TreeNode[][] Trees { get; }

    public int Outputs { get; }

    /// <summary>The bytes that <see cref="Sum"/> needs for a row.</summary>
    public int BytesPerRow => Inputs.Length * _bytes;

    /// <summary>The most cuts between a tree's root and a leaf.</summary>
    public static int DepthOf(TreeNode[] tree)
    {
        // Children come after their parents, so one pass is enough.
        var depths = new int[tree.Length];
        for (var n = 0; n < tree.Length; n++)
        {
            if (!tree[n].IsLeaf) depths[tree[n].Left] = depths[tree[n].Left + 1] = depths[n] + 1;
        }

        return depths.Max();
    }

    /// <summary>What a node compares an input's number with; it goes left when it is not above it. Infinity where only missing values are set apart.</summary>
    public double ThresholdOf(TreeNode node) => Cuts[node.Feature][node.Bin];

    /// <summary>The sums of initial scores and trees, row by row, before any link.</summary>
    public double[] Scores(Table rows, double[] initial) => Run(rows, initial, ScoreLink.None);

    /// <summary>The predictions, row by row.</summary>
    public double[] Predict(Table rows, double[] initial, ScoreLink link) => Run(rows, initial, link);

    /// <summary>Writes the bins of a row.</summary>
    public void Bin(ReadOnlySpan<double> row, byte[] bins)
    {
        for (var f = 0; f < row.Length; f++)
        {
            var bin = BinCuts.Of(row[f], Cuts[f]);
            if (_complete is null) bins[f] = bin;
            else CompleteTrees.Place(bin, ref bins[2 * f]);
        }
    }

    /// <summary>The sum of an initial score and an output's trees for one row.</summary>
    public double Sum(double initial, byte[] bins, int output) => _complete is null ? _flat!.Sum(initial, bins, output) : _complete.Sum(initial, bins, output);

    /// <summary>The inputs' columns as numbers.</summary>
    public double[][] Encode(Table rows) => [.. Inputs.Select((input, f) => BinnedRows.Encode(rows, input, Categories[f]))];

    public IEnumerable<(string Name, string Value)> Describe()
    {
        static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
        var leaves = Trees.Sum(tree => tree.Count(node => node.IsLeaf));
        yield return ("trees", Text(Trees.Length));
        yield return ("leaves", Text(leaves));
        yield return ("deepest tree", Text(Trees.Select(DepthOf).DefaultIfEmpty().Max()));
        yield return ("inputs", string.Join(", ", Inputs.Select(i => i.Name)));
    }

    private double[] Run(Table rows, double[] initial, ScoreLink link)
    {
        var values = Encode(rows);
        var results = new double[rows.RowCount * Outputs];
        var blocks = (rows.RowCount + Block - 1) / Block;
        void One(int block) => RunBlock(values, results.AsSpan(block * Block * Outputs, Math.Min(Block, rows.RowCount - block * Block) * Outputs), block * Block, initial, link);
        // Rows do not depend on one another, so that threads can not show; few rows are not worth waking them.
        if (blocks > 8) Parallel.For(0, blocks, One);
        else for (var block = 0; block < blocks; block++) One(block);
        return results;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: most batches end before it would be optimised
    private void RunBlock(double[][] values, Span<double> results, int start, double[] initial, ScoreLink link)
    {
        var count = results.Length / Outputs;
        var bins = BinsOf(values, start, count);
        Span<double> scores = stackalloc double[Block];
        for (var k = 0; k < Outputs; k++)
        {
            scores[..count].Fill(initial[k]);
            if (_complete is null) _flat!.AddTo(scores[..count], bins, values.Length, k);
            else _complete.AddTo(scores[..count], bins, values.Length, k);
            for (var row = 0; row < count; row++) results[row * Outputs + k] = scores[row];
        }

        if (link == ScoreLink.None) return;
        for (var row = 0; row < count; row++) link.Apply(results.Slice(row * Outputs, Outputs));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte[] BinsOf(double[][] values, int start, int count)
    {
        var width = BytesPerRow;
        var bins = new byte[count * width];
        for (var f = 0; f < values.Length; f++)
        {
            var column = values[f].AsSpan(start, count);
            ReadOnlySpan<double> cuts = Cuts[f];
            for (int row = 0, at = f * _bytes; row < count; row++, at += width)
            {
                var bin = BinCuts.Of(column[row], cuts);
                if (_complete is null) bins[at] = bin;
                else CompleteTrees.Place(bin, ref bins[at]);
            }
        }

        return bins;
    }
}
