using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>How to explain one row. Every value is checked when it is set.</summary>
public sealed record RowExplanationOptions
{
    /// <summary>Up to this many inputs all coalitions are asked for, which is exact, 1 to 16; above, orders of the inputs are sampled. Default 10.</summary>
    public int MostExact { get; init => field = Check.Within(value, 1, 16, nameof(MostExact)); } = 10;

    /// <summary>Pairs of an order and its reverse where orders are sampled, 1 to 100 000. Default 32.</summary>
    public int Orders { get; init => field = Check.Within(value, 1, 100_000, nameof(Orders)); } = 32;

    /// <summary>Chooses the orders. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which output of a multiclass model, from 0. Default 0.</summary>
    public int Output { get; init => field = Check.Within(value, 0, int.MaxValue, nameof(Output)); }

    /// <summary>
    /// The scale of the explanation. A linear model in its target's unit, and a logistic one in <see cref="PredictionScale.LogOdds"/>, has the weight times (the value less the background's
    /// mean) as its contributions, also where orders are sampled. Default as predicted.
    /// </summary>
    public PredictionScale Scale { get; init; }
}

/// <summary>What one input adds to a prediction.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Value">The row's value.</param>
/// <param name="Amount">What it adds to the baseline, on the explanation's scale.</param>
public sealed record Contribution(string Input, Cell Value, double Amount);

/// <summary>Why a row is predicted as it is.</summary>
/// <param name="Baseline">The mean prediction of the background rows.</param>
/// <param name="Prediction">The row's prediction, on the explanation's scale.</param>
/// <param name="Contributions">One an input, in the model's order; with the baseline they sum to the prediction, up to rounding.</param>
/// <param name="IsExact">False when orders were sampled: then the amounts have a sampling error, their sum has none.</param>
public sealed record RowExplanation(double Baseline, double Prediction, IReadOnlyList<Contribution> Contributions, bool IsExact);

/// <summary>
/// Explains single predictions of any model by Shapley values: what an input adds, averaged over all orders in which the inputs can become known, unknown ones being taken from background rows
/// (Lundberg and Lee, 2017, with the interventional value function). The same row gives the same answer. Immutable and thread-safe.
/// </summary>
public sealed class RowExplainer
{
    // Coalitions are asked for in batches of about this many rows, so that memory stays small.
    private const int BatchRows = 16_384;

    private readonly ITrainedModel _model;
    private readonly Table _background;
    private readonly RowExplanationOptions _options;

    /// <summary>Prepares a model.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="background">Rows that stand for all: 20 to 100 training rows are enough. The cost of an explanation grows with their number.</param>
    /// <param name="options">How to explain.</param>
    /// <exception cref="ArgumentException">There are no background rows, the model has no inputs, or the scale does not fit the task.</exception>
    public RowExplainer(ITrainedModel model, Table background, RowExplanationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(options);
        PredictionScales.Check(options.Scale, model, options.Output);
        if (model.Inputs.Count == 0) throw new ArgumentException("The model has no inputs to explain by.", nameof(model));
        if (background.RowCount == 0) throw new ArgumentException("There are no background rows.", nameof(background));
        (_model, _background, _options) = (model, background.Select(model.Inputs.Select(i => i.Name)), options);
    }

    /// <summary>Explains one row of a table.</summary>
    /// <param name="rows">Rows with the model's inputs, of the types that the background has.</param>
    /// <param name="row">Which row, from 0.</param>
    public RowExplanation Explain(Table rows, int row)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var one = rows.Select(_model.Inputs.Select(i => i.Name)).Take([row]);
        var both = Table.Concat([_background, one]);
        var isExact = _model.Inputs.Count <= _options.MostExact;
        var (baseline, prediction, amounts) = isExact ? Exact(both) : Sampled(both);
        return new RowExplanation(baseline, prediction, [.. _model.Inputs.Select((input, i) => new Contribution(input.Name, one[input.Name][0], amounts[i]))], isExact);
    }

    private (double Baseline, double Prediction, double[] Amounts) Exact(Table both)
    {
        var inputs = _model.Inputs.Count;
        bool[][] coalitions = [.. Enumerable.Range(0, 1 << inputs).Select(set => Enumerable.Range(0, inputs).Select(i => (set >> i & 1) != 0).ToArray())];
        var values = Values(both, coalitions);
        // The weight of a coalition of s others: s! (n − s − 1)! / n!, the chance that exactly they come first.
        var weights = new double[inputs];
        for (var size = 0; size < inputs; size++) weights[size] = size == 0 ? 1.0 / inputs : weights[size - 1] * size / (inputs - size);
        var amounts = new double[inputs];
        for (var i = 0; i < inputs; i++)
        {
            var terms = new List<double>();
            for (var set = 0; set < values.Length; set++)
            {
                if ((set >> i & 1) == 0) terms.Add(weights[int.PopCount(set)] * (values[set | 1 << i] - values[set]));
            }

            amounts[i] = PairwiseSum.Of(terms.ToArray());
        }

        return (values[0], values[^1], amounts);
    }

    // Castro, Gómez and Tejada (2009), with each order's reverse against the sampling error; the steps of an order sum to prediction − baseline.
    private (double Baseline, double Prediction, double[] Amounts) Sampled(Table both)
    {
        var inputs = _model.Inputs.Count;
        var amounts = new double[inputs];
        double baseline = 0, prediction = 0;
        for (var pair = 0; pair < _options.Orders; pair++)
        {
            int[] order = [.. Enumerable.Range(0, inputs)];
            SeededRandom.Fork(_options.Seed, (ulong)pair).Shuffle<int>(order);
            foreach (var steps in new[] { order, [.. order.Reverse()] })
            {
                var values = Values(both, Along(steps));
                for (var step = 0; step < inputs; step++) amounts[steps[step]] += values[step + 1] - values[step];
                (baseline, prediction) = (values[0], values[^1]);
            }
        }

        return (baseline, prediction, Array.ConvertAll(amounts, a => a / (2 * _options.Orders)));
    }

    private static bool[][] Along(int[] order)
    {
        var coalitions = new bool[order.Length + 1][];
        coalitions[0] = new bool[order.Length];
        for (var step = 0; step < order.Length; step++)
        {
            coalitions[step + 1] = [.. coalitions[step]];
            coalitions[step + 1][order[step]] = true;
        }

        return coalitions;
    }

    /// <summary>The mean prediction of the background for each coalition of known inputs; the row itself is the last one of <paramref name="both"/>.</summary>
    private double[] Values(Table both, bool[][] coalitions)
    {
        var batch = Math.Max(1, BatchRows / _background.RowCount);
        return [.. coalitions.Chunk(batch).SelectMany(chunk => BatchValues(both, chunk))];
    }

    private double[] BatchValues(Table both, bool[][] coalitions)
    {
        var background = _background.RowCount;
        var columns = new Column[both.Columns.Count];
        var places = new int[coalitions.Length * background];
        for (var i = 0; i < columns.Length; i++)
        {
            for (var at = 0; at < places.Length; at++) places[at] = coalitions[at / background][i] ? background : at % background;
            columns[i] = both.Columns[i].Take(places);
        }

        var predictions = _model.Predict(new Table(columns));
        var values = new double[coalitions.Length];
        var of = new double[background];
        for (var set = 0; set < values.Length; set++)
        {
            for (var row = 0; row < background; row++) of[row] = _options.Scale.Of(predictions[(set * background + row) * _model.Outputs + _options.Output]);
            values[set] = PairwiseSum.Mean(of);
        }

        return values;
    }
}
