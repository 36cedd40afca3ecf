using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The training rows as bin numbers, row by row, so that one pass over a row serves all its features.</summary>
internal sealed class BinnedRows
{
    private const int Block = 8192;

    private BinnedRows(int rows, double[][] cuts)
    {
        Rows = rows;
        Cuts = cuts;
        Bins = new byte[(long)rows * cuts.Length];
    }

    public int Rows { get; }

    public int Features => Cuts.Length;

    /// <summary>The ascending cuts of each feature.</summary>
    public double[][] Cuts { get; }

    /// <summary>Bin of row r and feature f at r · Features + f.</summary>
    public byte[] Bins { get; }

    public static BinnedRows Of(Table features, ModelInput[] inputs, CategoryEncoding?[] categories, BoostedTreesOptions options, Workers workers)
    {
        var values = new double[inputs.Length][];
        var cuts = new double[inputs.Length][];
        workers.ForEach(inputs.Length, (f, _) =>
        {
            values[f] = Encode(features, inputs[f], categories[f]);
            cuts[f] = BinCuts.Find(values[f], options.Bins, options.Seed);
        });
        var binned = new BinnedRows(features.RowCount, cuts);
        workers.ForBlocks(binned.Rows, Block, (_, start, count) => Fill(binned.Bins, values, cuts, start, count));
        return binned;
    }

    /// <summary>An input's column as numbers, missing as NaN.</summary>
    public static double[] Encode(Table rows, ModelInput input, CategoryEncoding? categories) =>
        categories is null ? Inputs.Numbers(rows, input) : categories.Apply(Inputs.Texts(rows, input));

    /// <summary>Writes the bins of some rows.</summary>
    public static void Fill(byte[] bins, double[][] values, double[][] cuts, int start, int count)
    {
        var features = values.Length;
        for (var f = 0; f < features; f++)
        {
            var column = values[f].AsSpan(start, count);
            ReadOnlySpan<double> ends = cuts[f];
            var at = start * features + f;
            foreach (var value in column)
            {
                bins[at] = BinCuts.Of(value, ends);
                at += features;
            }
        }
    }
}
