using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>Exact Shapley values of tree models, where an input that is not known follows the training rows down each tree (Lundberg et al., 2018 and 2020).</summary>
/// <remarks>
/// For models of <see cref="BoostedTrees"/>, <see cref="RandomForest"/> and <see cref="ExtraTrees"/>. The score that is explained is what comes before the link:
/// log odds of a binary and multiclass boosted model, the logarithm of a count, otherwise the prediction itself; in a multiclass forest the shares before they are
/// made to sum to 1. Immutable and thread-safe.
/// </remarks>
public sealed class TreeShap
{
    private readonly Forest _forest;
    private readonly double[] _base;
    private readonly TreeShapTree[] _trees;

    private TreeShap(Forest forest, double[] initial)
    {
        _forest = forest;
        _trees = Array.ConvertAll(forest.Trees, tree => new TreeShapTree(tree));
        _base = [.. initial];
        for (var t = 0; t < _trees.Length; t++) _base[t % forest.Outputs] += _trees[t].Mean;
    }

    /// <summary>The model's inputs, in the order of the contributions.</summary>
    public IReadOnlyList<ModelInput> Inputs => _forest.Inputs;

    /// <summary>The number of scores a row.</summary>
    public int Outputs => _forest.Outputs;

    /// <summary>For each output the score when no input is known: the mean of the training rows, as the trees weigh them.</summary>
    public IReadOnlyList<double> Base => _base;

    /// <summary>Prepares a model's trees.</summary>
    /// <exception cref="ArgumentException">The model is no tree model, or was written by a version that did not note how many training rows came to each node.</exception>
    public static TreeShap Of(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model is not BoostedTreesModel trees) throw new ArgumentException($"Only models of trees have these values; this one is {model.Format}.", nameof(model));
        if (trees.Forest.Trees.Any(tree => tree[0].Cover <= 0 && !tree[0].IsLeaf))
        {
            throw new ArgumentException("The model does not say how many training rows came to its nodes: it was written by an earlier version. Train it again.", nameof(model));
        }

        return new TreeShap(trees.Forest, trees.Initial);
    }

    /// <summary>The contributions to all rows of a table. The same numbers on any number of threads.</summary>
    /// <param name="rows">A table with the model's inputs.</param>
    public TreeShapValues Explain(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = _forest.Encode(rows);
        var results = new double[rows.RowCount * Inputs.Count * Outputs];
        Parallel.For(0, rows.RowCount, () => new TreeShapWork(_forest.Inputs.Length, Depth), (row, _, work) =>
        {
            for (var f = 0; f < columns.Length; f++) work.Row[f] = columns[f][row];
            Fill(work, results.AsSpan(row * Inputs.Count * Outputs, Inputs.Count * Outputs));
            return work;
        }, _ => { });
        return new TreeShapValues(_forest.Inputs, Outputs, _base, results);
    }

    /// <summary>The contributions to one row.</summary>
    /// <param name="row">A number for each input, as <see cref="IRowPredictor.Predict"/> takes them.</param>
    public TreeShapValues Explain(ReadOnlySpan<double> row)
    {
        if (row.Length != Inputs.Count) throw new ArgumentException($"The row has {row.Length} numbers; the model has {Inputs.Count} inputs.", nameof(row));
        var work = new TreeShapWork(_forest.Inputs.Length, Depth);
        row.CopyTo(work.Row);
        var results = new double[Inputs.Count * Outputs];
        Fill(work, results);
        return new TreeShapValues(_forest.Inputs, Outputs, _base, results);
    }

    private int Depth => _trees.Select(tree => tree.Depth).DefaultIfEmpty().Max();

    private void Fill(TreeShapWork work, Span<double> results)
    {
        for (var f = 0; f < work.Bins.Length; f++) work.Bins[f] = BinCuts.Of(work.Row[f], _forest.Cuts[f]);
        for (var t = 0; t < _trees.Length; t++) _trees[t].AddTo(results.Slice(t % Outputs * Inputs.Count, Inputs.Count), work);
    }
}
