using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>Explains predictions exactly and without background rows, for models whose margins are sums. Immutable and thread-safe; the same row gives the same numbers on any number of threads.</summary>
/// <remarks>
/// Models of trees are explained by <see cref="TreeShap"/>. In a linear model an input adds its weight times its standardised value or the weight of its category, and the base value is the
/// intercept. A model with transforms is explained by the columns that its transforms make. For any other model there is <see cref="RowExplainer"/>.
/// </remarks>
public sealed class MarginExplainer
{
    private readonly Func<Table, MarginExplanation> _explain;

    private MarginExplainer(Func<Table, MarginExplanation> explain) => _explain = explain;

    /// <summary>Prepares a model.</summary>
    /// <exception cref="ArgumentException">Its margins are no sums that are known here, or it is of trees that do not say how many training rows came to their nodes.</exception>
    public static MarginExplainer Of(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new MarginExplainer(model switch
        {
            BoostedTreesModel trees => OfTrees(trees),
            LinearModel linear => rows => OfWeights(rows, linear.Inputs, linear.Terms, linear.Weights, 1),
            MultinomialModel linear => rows => OfWeights(rows, linear.Inputs, linear.Terms, linear.Weights, linear.Outputs),
            OnlineModel online => rows => OfOnline(online, rows),
            TransformedModel transformed => OfTransformed(transformed),
            _ => throw new ArgumentException($"A model of the format '{model.Format}' can not be explained: only models of trees and linear models are sums.", nameof(model)),
        });
    }

    /// <summary>The contributions to all rows of a table.</summary>
    /// <param name="rows">A table with the model's inputs.</param>
    public MarginExplanation Explain(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return _explain(rows);
    }

    private static Func<Table, MarginExplanation> OfTrees(BoostedTreesModel model)
    {
        var trees = TreeShap.Of(model);
        return rows => new MarginExplanation(Columns(rows, model.Inputs), model.Outputs, trees.Base, trees.Explain(rows).Values, model.Forest.Scores(rows, model.Initial));
    }

    private static Func<Table, MarginExplanation> OfTransformed(TransformedModel model)
    {
        var inner = Of(model.Model);
        return rows => inner.Explain(model.Chain.Apply(rows));
    }

    // Weights stand output by output, in each the terms' and then the intercept.
    private static MarginExplanation OfWeights(Table rows, IReadOnlyList<ModelInput> inputs, IReadOnlyList<LinearTerm> terms, IReadOnlyList<double> weights, int outputs)
    {
        var design = new Design(rows, [.. inputs], [.. terms], rows.RowCount);
        double[] all = [.. weights];
        var values = new double[rows.RowCount * outputs * inputs.Count];
        var margins = new double[rows.RowCount * outputs];
        for (var at = 0; at < margins.Length; at++)
        {
            var row = at / outputs;
            var own = all.AsSpan(at % outputs * design.Width, design.Width);
            var places = design.Places(row);
            var factors = design.Factors(row);
            for (var i = 0; i < inputs.Count; i++) values[at * inputs.Count + i] = factors[i] * own[places[i]];
            margins[at] = design.Score(row, own);
        }

        return new MarginExplanation(Columns(rows, inputs), outputs, [.. Enumerable.Range(1, outputs).Select(o => all[o * design.Width - 1])], values, margins);
    }

    private static MarginExplanation OfOnline(OnlineModel model, Table rows)
    {
        var start = model.Intercept.Value(model.Options, 0, 0);
        var values = new double[rows.RowCount * model.Inputs.Count];
        var margins = new double[rows.RowCount];
        Array.Fill(margins, start);
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var column = OnlineColumn.Of(rows, model.Inputs[i]);
            for (var row = 0; row < rows.RowCount; row++)
            {
                var (place, factor) = column.At(row, model.Weights[i], 0);
                if (place < 0) continue;
                var value = factor * model.Weights[i][place].Value(model.Options, model.Options.L1, model.Options.L2);
                values[row * model.Inputs.Count + i] = value;
                margins[row] += value;
            }
        }

        return new MarginExplanation(Columns(rows, model.Inputs), 1, [start], values, margins);
    }

    private static Table Columns(Table rows, IReadOnlyList<ModelInput> inputs) => rows.Select(inputs.Select(i => i.Name));
}
