using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Behaviours;

/// <summary>A change of rows, and what it must not do to predictions. Only rows that the change changes are tried; where it changes none, nothing was shown and the test is broken.</summary>
public sealed class BehaviourChange
{
    private readonly string _what;
    private readonly Table _rows;
    private readonly Table _changed;
    private readonly Func<Table, double[]> _predict;

    internal BehaviourChange(string what, Table rows, Table changed, Func<Table, double[]> predict) => (_what, _rows, _changed, _predict) = (what, rows, changed, predict);

    /// <summary>Directional: no prediction falls.</summary>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <param name="tolerance">How far a prediction may fall all the same, in its own unit.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult NeverLowers(double mostly = 1, double tolerance = 0) => Judge("never lowers the prediction", (before, after) => before - after, mostly, tolerance);

    /// <summary>Directional: no prediction rises.</summary>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <param name="tolerance">How far a prediction may rise all the same, in its own unit.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult NeverRaises(double mostly = 1, double tolerance = 0) => Judge("never raises the prediction", (before, after) => after - before, mostly, tolerance);

    /// <summary>Invariance: predictions stay.</summary>
    /// <param name="mostly">The share of rows that must hold, above 0 up to 1.</param>
    /// <param name="tolerance">How far a prediction may move all the same, in its own unit.</param>
    /// <exception cref="BehaviourBrokenException">It does not hold.</exception>
    public BehaviourResult NeverChanges(double mostly = 1, double tolerance = 0) => Judge("never changes the prediction", (before, after) => Math.Abs(after - before), mostly, tolerance);

    private BehaviourResult Judge(string must, Func<double, double, double> wrong, double mostly, double tolerance)
    {
        if (!(tolerance >= 0)) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is at least 0.");
        var (before, after) = (_predict(_rows), _predict(_changed));
        var tried = Enumerable.Range(0, _rows.RowCount).Where(IsChanged).Select(row => new TriedRow(row, before[row], after[row], Excess(wrong(before[row], after[row]), tolerance)));
        return BehaviourResult.Judge($"{_what} {must}", tried, mostly, _rows);
    }

    // What is no number is as wrong as can be.
    private static double Excess(double wrong, double tolerance) => double.IsNaN(wrong) ? double.PositiveInfinity : wrong - tolerance;

    private bool IsChanged(int row) => _rows.Columns.Zip(_changed.Columns).Any(pair => pair.First[row] != pair.Second[row]);
}
