using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Marks the rows of one column. A null marker says that no row is broken.</summary>
internal static class Markers
{
    /// <summary>Judges each text of the dictionary once.</summary>
    public static (RowMarker? Marker, long Judged) Texts(Batch batch, TextColumn texts, Func<string, bool> breaks)
    {
        var marks = new byte[texts.Dictionary.Count];
        var any = false;
        for (var code = 0; code < marks.Length; code++)
        {
            marks[code] = breaks(texts.Dictionary[code]) ? Mark.Broken : Mark.Kept;
            any |= marks[code] == Mark.Broken;
        }

        if (!any) return (null, batch.Count - batch.Missing(texts));
        return ((from, into) =>
        {
            var codes = texts.Codes.Slice(from, into.Length);
            for (var i = 0; i < into.Length; i++) into[i] = codes[i] < 0 ? Mark.NotJudged : marks[codes[i]];
        }, 0);
    }

    /// <summary>Judges whether numbers lie outside bounds.</summary>
    public static (RowMarker? Marker, long Judged) Outside(Batch batch, Column column, Bounds bounds) => column switch
    {
        IntegerColumn integers => Outside(batch, integers, bounds.LeastInteger, bounds.GreatestInteger),
        NumberColumn numbers => ((from, into) =>
        {
            var values = numbers.Values.Slice(from, into.Length);
            for (var i = 0; i < into.Length; i++) into[i] = double.IsNaN(values[i]) ? Mark.NotJudged : bounds.Allows(values[i]) ? Mark.Kept : Mark.Broken;
        }, 0),
        TimeColumn times => Outside(times, bounds.LeastTicks, bounds.GreatestTicks),
        _ => throw new InvalidOperationException($"Column '{column.Name}' has no order."),
    };

    /// <summary>Judges each row that has a value.</summary>
    public static (RowMarker? Marker, long Judged) Rows(Batch batch, Column column, Func<int, bool> breaks)
    {
        var all = batch.Missing(column) == 0;
        return ((from, into) =>
        {
            for (var i = 0; i < into.Length; i++) into[i] = !all && column.IsMissing(from + i) ? Mark.NotJudged : breaks(from + i) ? Mark.Broken : Mark.Kept;
        }, 0);
    }

    private static (RowMarker? Marker, long Judged) Outside(Batch batch, IntegerColumn column, long least, long greatest)
    {
        var values = column.Values;
        var outside = false;
        foreach (var value in values) outside |= value < least | value > greatest;
        if (!outside) return (null, batch.Count - batch.Missing(column));
        var all = batch.Missing(column) == 0;
        return ((from, into) =>
        {
            var some = column.Values.Slice(from, into.Length);
            for (var i = 0; i < into.Length; i++) into[i] = some[i] < least | some[i] > greatest ? Mark.Broken : Mark.Kept;
            if (all) return;
            for (var i = 0; i < into.Length; i++) into[i] = column.IsMissing(from + i) ? Mark.NotJudged : into[i];
        }, 0);
    }

    private static (RowMarker? Marker, long Judged) Outside(TimeColumn column, long least, long greatest) => ((from, into) =>
    {
        var values = column.Values.Slice(from, into.Length);
        for (var i = 0; i < into.Length; i++)
        {
            var ticks = values[i].Ticks;
            into[i] = ticks == 0 ? Mark.NotJudged : ticks < least || ticks > greatest ? Mark.Broken : Mark.Kept;
        }
    }, 0);
}
