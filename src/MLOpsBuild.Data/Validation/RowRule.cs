using System.Globalization;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>A rule about each value of one column, or each row: broken when fewer than a share <c>mostly</c> of those that are there keep it.</summary>
internal abstract class RowRule : Rule
{
    private const int Shown = 5;
    private readonly double _mostly;
    private readonly RowMeasure _rows;

    protected RowRule(RuleHeader header, string column, double mostly)
        : this(header, [column], mostly)
    {
    }

    protected RowRule(RuleHeader header, IReadOnlyList<string> columns, double mostly)
        : base(header)
    {
        Columns = columns;
        _mostly = mostly;
        _rows = new RowMeasure(header.Name, Bind, Show);
    }

    internal sealed override IReadOnlyList<string> Columns { get; }

    internal sealed override IReadOnlyList<Measure> Measures => [_rows];

    protected string Column => Columns[0];

    /// <summary>What is wrong with a value: <c>are outside -60 to 600</c>.</summary>
    protected abstract string Fault { get; }

    /// <summary>What is judged: <c>values of 'amount'</c>.</summary>
    protected virtual string What => $"values of '{Column}'";

    /// <summary>Makes the marker of a batch.</summary>
    protected abstract (RowMarker? Marker, long Judged) Bind(Batch batch);

    /// <summary>What an example shows.</summary>
    protected virtual string Show(Batch batch, int row) => Columns.Count == 1
        ? Values.Show(batch[Column][row])
        : string.Join(", ", Columns.Select(c => $"{c} {Values.Show(batch[c][row])}"));

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_rows);
        var kept = tally.Broken == 0 || tally.Judged - tally.Broken >= _mostly * tally.Judged;
        var outcome = kept ? Kept() : Broken(Message(tally), evidence.Place(tally.First[0].Row, Columns.Count == 0 ? "" : Column));
        return outcome with { Judged = tally.Judged, Broken = tally.Broken, Examples = tally.First };
    }

    private string Message(RowTally tally)
    {
        var allowed = _mostly < 1 ? string.Create(CultureInfo.InvariantCulture, $"; at most {1 - _mostly:0.##%} may") : "";
        var examples = string.Join(", ", tally.First.Take(Shown).Select(e => $"row {e.Row} ({e.Value})"));
        return string.Create(CultureInfo.InvariantCulture, $"{tally.Broken} of {tally.Judged} {What} ({Values.Share((double)tally.Broken / tally.Judged)}) {Fault}{allowed}: {examples}{(tally.Broken > Math.Min(Shown, tally.First.Count) ? ", …" : "")}.");
    }

    private protected static (RowMarker? Marker, long Judged) PerText(Batch batch, Column column, Func<string, bool> breaks) => Markers.Texts(batch, (TextColumn)column, breaks);
}
