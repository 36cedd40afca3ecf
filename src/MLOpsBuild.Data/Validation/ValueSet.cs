using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>Values of one type that a schema lists.</summary>
internal sealed class ValueSet
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<double> _numbers = [];
    private readonly HashSet<long> _words = [];

    private ValueSet()
    {
    }

    /// <summary>The values as messages show them, in the order of the file.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>Reads the list at a key; an empty one is a problem.</summary>
    public static ValueSet Read(RuleReader reader, string key, ColumnType type)
    {
        var set = new ValueSet();
        var items = reader.Strict.Items(reader.Node[key], $"'{key}' of {reader.What}");
        if (items.Count == 0) reader.Wrong($"needs '{key}'");
        foreach (var item in items) set.Add(reader, key, type, item);
        return set;
    }

    /// <summary>One value of a schema as a cell; missing when it has another type, which is noted.</summary>
    public static Cell Cell(RuleReader reader, string key, ColumnType type, JsonNodeAt item)
    {
        var what = $"an item of '{key}'";
        if (type == ColumnType.Text) return Tables.Cell.Of(reader.Strict.Text(item, what));
        if (type == ColumnType.Integer) return reader.Strict.Integer(item, what) is { } whole ? Tables.Cell.Of(whole) : default;
        if (type == ColumnType.Number) return reader.Strict.Number(item, what) is { } number ? Tables.Cell.Of(number) : default;
        var text = reader.Strict.Text(item, what);
        if (text is null) return default;
        if (Times.TryParse(text, out var time) || Times.TryParseDay(text, out time)) return Tables.Cell.Of(time);
        reader.Strict.Wrong(item, $"'{text}' is no time; write 2001-01-31T23:55.");
        return default;
    }

    /// <summary>Marks the values that are not in the set, or with <paramref name="inside"/> those that are.</summary>
    public (RowMarker? Marker, long Judged) Mark(Batch batch, Column column, bool inside) => column switch
    {
        TextColumn texts => Markers.Texts(batch, texts, text => _texts.Contains(text) == inside),
        IntegerColumn integers => Markers.Rows(batch, column, row => _words.Contains(integers.Values[row]) == inside),
        TimeColumn times => Markers.Rows(batch, column, row => _words.Contains(times.Values[row].Ticks) == inside),
        _ => Markers.Rows(batch, column, row => _numbers.Contains(((NumberColumn)column).Values[row]) == inside),
    };

    private void Add(RuleReader reader, string key, ColumnType type, JsonNodeAt item)
    {
        var cell = Cell(reader, key, type, item);
        if (cell.IsMissing) return;
        if (type == ColumnType.Text) _texts.Add(cell.Text!);
        else if (type == ColumnType.Number) _numbers.Add(cell.Number);
        else _words.Add(type == ColumnType.Integer ? cell.Integer : cell.Time.Ticks);
        Shown.Add(type == ColumnType.Text ? cell.Text! : Values.Show(cell));
    }
}
