using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Behaviours;

/// <summary>Rows on which a model is tried.</summary>
public sealed class BehaviourRows
{
    private readonly Func<Table, double[]> _predict;
    private readonly Table _rows;

    internal BehaviourRows(Func<Table, double[]> predict, Table rows) => (_predict, _rows) = (predict, rows);

    /// <summary>Adds to a number of every row.</summary>
    /// <param name="column">The input.</param>
    /// <param name="by">How much, above 0; null for one standard deviation of the rows.</param>
    /// <exception cref="ArgumentException">There is no such column, it is no number, or <paramref name="by"/> does not fit it.</exception>
    public BehaviourChange Raising(string column, double? by = null) => Shifting(column, by, 1, "raising");

    /// <summary>Takes from a number of every row.</summary>
    /// <param name="column">The input.</param>
    /// <param name="by">How much, above 0; null for one standard deviation of the rows.</param>
    /// <exception cref="ArgumentException">There is no such column, it is no number, or <paramref name="by"/> does not fit it.</exception>
    public BehaviourChange Lowering(string column, double? by = null) => Shifting(column, by, -1, "lowering");

    /// <summary>Gives every row the same value.</summary>
    /// <param name="column">The input.</param>
    /// <param name="to">The value: a number, a text, a time, or null for none.</param>
    /// <exception cref="ArgumentException">There is no such column, or the value is not of its type.</exception>
    public BehaviourChange Changing(string column, object? to)
    {
        var cell = Cells.Of(to, Column(column).Type);
        return Changed($"changing {column} to {(cell.IsMissing ? "nothing" : cell)}", Cells.With(_rows, column, _ => cell));
    }

    /// <summary>Changes rows in any way, several columns together where they depend on one another.</summary>
    /// <param name="what">The change in words, as it is reported: <c>moving the order to a Sunday</c>.</param>
    /// <param name="change">Gives as many rows, in the same order, with the same columns.</param>
    /// <exception cref="ArgumentException">The number of rows or a column differs.</exception>
    public BehaviourChange Changing(string what, Func<Table, Table> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changed = change(_rows);
        var isSame = changed.RowCount == _rows.RowCount && changed.Columns.Select(c => (c.Name, c.Type)).SequenceEqual(_rows.Columns.Select(c => (c.Name, c.Type)));
        return isSame ? Changed(what, changed) : throw new ArgumentException($"After {what} there are other rows or columns than before.", nameof(change));
    }

    /// <summary>Minimum functionality: the prediction is at least this.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult PredictsAtLeast(double limit, double mostly = 1) => PredictsBetween(limit, double.PositiveInfinity, $"at least {Text(limit)}", mostly);

    /// <summary>Minimum functionality: the prediction is at most this.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult PredictsAtMost(double limit, double mostly = 1) => PredictsBetween(double.NegativeInfinity, limit, $"at most {Text(limit)}", mostly);

    /// <summary>Minimum functionality: the prediction lies within a distance of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="within">The distance, at least 0.</param>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult Predicts(double value, double within, double mostly = 1) => PredictsBetween(value - within, value + within, $"{Text(value)} within {Text(within)}", mostly);

    private BehaviourResult PredictsBetween(double low, double high, string asked, double mostly)
    {
        var predictions = _predict(_rows);
        // How far outside, which puts the worst first; what is no number is outside of everything.
        double Excess(int row) => double.IsFinite(predictions[row]) ? Math.Max(low - predictions[row], predictions[row] - high) : double.PositiveInfinity;
        var tried = Enumerable.Range(0, predictions.Length).Select(row => new TriedRow(row, null, predictions[row], Excess(row)));
        return BehaviourResult.Judge($"predicts {asked}", tried, mostly, _rows);
    }

    private BehaviourChange Shifting(string column, double? by, int sign, string verb)
    {
        var found = Column(column);
        if (found.Type is not (ColumnType.Number or ColumnType.Integer)) throw new ArgumentException($"Column '{column}' is {found.Type.ToString().ToLowerInvariant()}; only numbers can be raised or lowered.", nameof(column));
        var step = by ?? Cells.UsualStep(found);
        if (!(step > 0) || !double.IsFinite(step)) throw new ArgumentException($"{verb} by {Text(step)} changes nothing; it takes a number above 0.", nameof(by));
        if (found.Type == ColumnType.Integer && step != Math.Floor(step)) throw new ArgumentException($"Column '{column}' holds integers, and {Text(step)} is none.", nameof(by));
        Cell Shift(Cell cell) => cell.IsMissing ? cell : found.Type == ColumnType.Integer ? Cell.Of(cell.Integer + (sign * (long)step)) : Cell.Of(cell.Number + (sign * step));
        return Changed($"{verb} {column} by {Text(step)}", Cells.With(_rows, column, Shift));
    }

    private Column Column(string name) => _rows.Has(name) ? _rows[name] : throw new ArgumentException($"No column is named '{name}'; there are {string.Join(", ", _rows.Columns.Select(c => c.Name))}.", nameof(name));

    private BehaviourChange Changed(string what, Table changed) => new(what, _rows, changed, _predict);

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
