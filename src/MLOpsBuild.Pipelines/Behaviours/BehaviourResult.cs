using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Behaviours;

/// <summary>A row that was tried.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Before">The prediction before the change; null where nothing was changed.</param>
/// <param name="After">The prediction that was judged.</param>
/// <param name="Excess">How far it is from what was asked: above 0 it is broken.</param>
internal readonly record struct TriedRow(int Row, double? Before, double After, double Excess);

/// <summary>What a test of behaviour found.</summary>
/// <param name="Statement">What was asked, in words.</param>
/// <param name="Rows">How many rows were tried.</param>
/// <param name="Broken">How many did not hold.</param>
/// <param name="Mostly">The share of rows that had to hold.</param>
/// <param name="Worst">The rows that are furthest from it, the worst first; at most five.</param>
public sealed record BehaviourResult(string Statement, int Rows, int Broken, double Mostly, IReadOnlyList<BrokenRow> Worst)
{
    private const int MostShown = 5;

    /// <summary>The share of rows that held; NaN when none was tried.</summary>
    public double Share => Rows == 0 ? double.NaN : 1 - ((double)Broken / Rows);

    /// <summary>In words, with the worst rows.</summary>
    public override string ToString() => string.Join('\n', Worst.Select(w => $"  {w}").Prepend(Rows == 0
        ? $"{Statement}: there was no row to try it on, so nothing is shown."
        : string.Create(CultureInfo.InvariantCulture, $"{Statement}: {Broken} of {Rows} rows break it; {Mostly:P1} must hold, {Share:P1} do.")));

    internal static BehaviourResult Judge(string statement, IEnumerable<TriedRow> tried, double mostly, Table rows)
    {
        if (mostly is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(mostly), mostly, "It is the share of rows that must hold, above 0 up to 1.");
        var all = tried.ToArray();
        var broken = all.Where(t => t.Excess > 0).OrderByDescending(t => t.Excess).ThenBy(t => t.Row).ToArray();
        var worst = broken.Take(MostShown).Select(t => new BrokenRow(t.Row, t.Before, t.After, string.Join(", ", rows.Columns.Select(c => $"{c.Name} {(c[t.Row].IsMissing ? "missing" : c[t.Row])}"))));
        var result = new BehaviourResult(statement, all.Length, broken.Length, mostly, [.. worst]);
        // Counted, not divided: 0.95 of 20 rows are 19, whatever the rounding.
        var holds = all.Length > 0 && all.Length - broken.Length >= (mostly * all.Length) - 1e-9;
        return holds ? result : throw new BehaviourBrokenException(result);
    }
}

/// <summary>A row that breaks what was asked.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Before">The prediction before the change; null where nothing was changed.</param>
/// <param name="After">The prediction that was judged.</param>
/// <param name="Values">The row before the change, by column.</param>
public sealed record BrokenRow(int Row, double? Before, double After, string Values)
{
    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {Row}: {(Before is { } before ? $"{before:0.######} → " : "")}{After:0.######} ({Values})");
}

/// <summary>A model does not behave as was asked.</summary>
public sealed class BehaviourBrokenException : Exception
{
    internal BehaviourBrokenException(BehaviourResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>What was found.</summary>
    public BehaviourResult Result { get; }
}
