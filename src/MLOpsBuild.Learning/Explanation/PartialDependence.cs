using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>How to draw. Every value is checked when it is set.</summary>
public sealed record DependenceOptions
{
    /// <summary>The most points of a curve, 2 to 1000; inputs with fewer values have one point for each. Default 20.</summary>
    public int Points { get; init => field = Check.Within(value, 2, 1000, nameof(Points)); } = 20;

    /// <summary>The share of rows left out at each end of a number's range, 0 to 0.49: few rows are there, and the model says little. Default 0.05.</summary>
    public double Tails { get; init => field = Check.Within(value, 0, 0.49, nameof(Tails)); } = 0.05;

    /// <summary>Which output of a multiclass model, from 0. Default 0.</summary>
    public int Output { get; init => field = Check.Within(value, 0, int.MaxValue, nameof(Output)); }

    /// <summary>The scale of the predictions. Default as predicted.</summary>
    public PredictionScale Scale { get; init; }

    /// <summary>The most rows whose own curves are kept, the first ones of the table, from 0. Default 50.</summary>
    public int Rows { get; init => field = Check.Within(value, 0, int.MaxValue, nameof(Rows)); } = 50;
}

/// <summary>One point of a curve.</summary>
/// <param name="Value">The input's value.</param>
/// <param name="Mean">The mean prediction of all rows if they had it.</param>
public sealed record DependencePoint(Cell Value, double Mean);

/// <summary>How predictions depend on one input.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Points">The curve, numbers ascending, texts in ordinal order.</param>
/// <param name="Individual">For each kept row its own prediction at each point (individual conditional expectation; Goldstein et al., 2015).</param>
public sealed record DependenceCurve(string Input, IReadOnlyList<DependencePoint> Points, IReadOnlyList<IReadOnlyList<double>> Individual);

/// <summary>Partial dependence (Friedman, 2001): the mean prediction over the rows when one input is set to a value and all others stay.</summary>
/// <remarks>Where inputs go together it asks about rows that do not exist. For a number the grid is that of scikit-learn's <c>partial_dependence</c>.</remarks>
public static class PartialDependence
{
    /// <summary>The curve of one input.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="rows">Rows with the model's inputs, at least one.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="options">How to draw.</param>
    /// <exception cref="ArgumentException">There are no rows, the model has no such input, or no row has a value of it.</exception>
    public static DependenceCurve Of(ITrainedModel model, Table rows, string input, DependenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rows);
        PredictionScales.Check(options.Scale, model, options.Output);
        if (rows.RowCount == 0) throw new ArgumentException("There are no rows.", nameof(rows));
        if (!model.Inputs.Any(i => i.Name == input))
        {
            throw new ArgumentException($"The model has no input '{input}'; it has {string.Join(", ", model.Inputs.Select(i => i.Name))}.", nameof(input));
        }

        var inputs = rows.Select(model.Inputs.Select(i => i.Name));
        var grid = DependenceGrid.Of(inputs[input], options);
        var kept = Math.Min(options.Rows, rows.RowCount);
        var individual = new double[kept][];
        for (var row = 0; row < kept; row++) individual[row] = new double[grid.Count];
        var points = new DependencePoint[grid.Count];
        for (var point = 0; point < points.Length; point++)
        {
            var set = DependenceGrid.Constant(inputs[input], grid[point]);
            var all = model.Predict(new Table([.. inputs.Columns.Select(c => c.Name == input ? set : c)]));
            var predictions = new double[rows.RowCount];
            for (var row = 0; row < predictions.Length; row++) predictions[row] = options.Scale.Of(all[row * model.Outputs + options.Output]);
            for (var row = 0; row < kept; row++) individual[row][point] = predictions[row];
            points[point] = new DependencePoint(grid[point], PairwiseSum.Mean(predictions));
        }

        return new DependenceCurve(input, points, individual);
    }
}
