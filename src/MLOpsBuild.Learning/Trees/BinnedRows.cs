using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The training rows as bin numbers: row by row in groups of features, so that one pass over a row serves them all, and feature by feature.</summary>
internal sealed class BinnedRows
{
    /// <summary>The packed histogram of so many features stays within the first cache.</summary>
    public const int MostInGroup = 16;

    private const int Block = 8192;

    private BinnedRows(int rows, double[][] cuts, int[] categoryCounts)
    {
        Rows = rows;
        Cuts = cuts;
        CategoryCounts = categoryCounts;
        var groups = (cuts.Length + MostInGroup - 1) / MostInGroup;
        GroupStarts = [.. Enumerable.Range(0, groups + 1).Select(g => (int)((long)g * cuts.Length / groups))];
        Groups = [.. Enumerable.Range(0, groups).Select(g => new byte[(long)rows * (GroupStarts[g + 1] - GroupStarts[g])])];
        Columns = Array.ConvertAll(cuts, _ => new byte[rows]);
    }

    public int Rows { get; }

    public int Features => Cuts.Length;

    /// <summary>The ascending cuts of each feature.</summary>
    public double[][] Cuts { get; }

    /// <summary>The number of a feature's categories where they are cut as sets; 0 for numbers.</summary>
    public int[] CategoryCounts { get; }

    /// <summary>The first feature of each group; behind the last one, the number of features.</summary>
    public int[] GroupStarts { get; }

    /// <summary>For each group of w features, the bins of row r at r · w.</summary>
    public byte[][] Groups { get; }

    /// <summary>For each feature, the bins of all rows.</summary>
    public byte[][] Columns { get; }

    /// <summary>Cuts features into bins.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="inputs">The columns to take.</param>
    /// <param name="categories">The encodings of texts.</param>
    /// <param name="cutsOf">Chooses the cuts of a feature from its values.</param>
    /// <param name="workers">Who does the work.</param>
    public static BinnedRows Of(Table features, ModelInput[] inputs, CategoryEncoding?[] categories, Func<int, double[], double[]> cutsOf, Workers workers)
    {
        var values = new double[inputs.Length][];
        var cuts = new double[inputs.Length][];
        workers.ForEach(inputs.Length, (f, _) =>
        {
            values[f] = Encode(features, inputs[f], categories[f]);
            cuts[f] = categories[f] is { IsSet: true } set ? set.Cuts() : cutsOf(f, values[f]);
        });
        var counts = Array.ConvertAll(categories, c => c is { IsSet: true } ? c.Categories.Length : 0);
        var binned = new BinnedRows(features.RowCount, cuts, counts);
        workers.ForBlocks(binned.Rows, Block, (_, start, count) => binned.Fill(values, start, count));
        return binned;
    }

    /// <summary>An input's column as numbers, missing as NaN.</summary>
    public static double[] Encode(Table rows, ModelInput input, CategoryEncoding? categories) =>
        categories is null ? Inputs.Numbers(rows, input) : categories.Apply(Inputs.Texts(rows, input));

    private void Fill(double[][] values, int start, int count)
    {
        for (var g = 0; g < Groups.Length; g++)
        {
            var width = GroupStarts[g + 1] - GroupStarts[g];
            for (var f = GroupStarts[g]; f < GroupStarts[g + 1]; f++)
            {
                var column = Columns[f].AsSpan(start, count);
                BinCuts.Of(values[f].AsSpan(start, count), Cuts[f], column);
                var group = Groups[g].AsSpan(start * width + f - GroupStarts[g]);
                for (var i = 0; i < column.Length; i++) group[i * width] = column[i];
            }
        }
    }
}
