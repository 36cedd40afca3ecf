using System.Runtime.InteropServices;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>How often a value occurs, and where first.</summary>
internal readonly record struct Seen(long Count, long FirstRow);

/// <summary>Counts each distinct value of a column, up to a limit.</summary>
internal sealed class ValueMeasure(string column) : Measure<ValueTally>
{
    /// <summary>The most distinct values that are told apart.</summary>
    public const int Limit = 1 << 17;

    public override string Key { get; } = $"values {column}";

    protected override ValueTally Of(Batch batch)
    {
        var values = batch[column];
        var tally = new ValueTally(values.Type) { Missing = batch.Missing(values) };
        tally.Count = values.Count - tally.Missing;
        if (values is TextColumn texts) CountTexts(texts, batch.FirstRow, tally);
        else if (values is IntegerColumn integers) CountIntegers(integers, batch.FirstRow, tally);
        else if (values is NumberColumn numbers) CountNumbers(numbers, batch.FirstRow, tally);
        else CountTimes((TimeColumn)values, batch.FirstRow, tally);
        return tally;
    }

    protected override ValueTally Merge(ValueTally all, ValueTally next)
    {
        all.Take(next);
        return all;
    }

    private static void CountTexts(TextColumn texts, long firstRow, ValueTally tally)
    {
        var counts = new long[texts.Dictionary.Count];
        var rows = new int[counts.Length];
        var codes = texts.Codes;
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] is >= 0 and var code && counts[code]++ == 0) rows[code] = row;
        }

        for (var code = 0; code < counts.Length; code++)
        {
            if (counts[code] > 0) tally.Add(texts.Dictionary[code], new Seen(counts[code], firstRow + rows[code]));
        }
    }

    private static void CountIntegers(IntegerColumn column, long firstRow, ValueTally tally)
    {
        var values = column.Values;
        var all = tally.Missing == 0;
        for (var row = 0; row < values.Length && !tally.IsOverLimit; row++)
        {
            if (all || !column.IsMissing(row)) tally.Add(values[row], new Seen(1, firstRow + row));
        }
    }

    private static void CountNumbers(NumberColumn column, long firstRow, ValueTally tally)
    {
        var values = column.Values;
        for (var row = 0; row < values.Length && !tally.IsOverLimit; row++)
        {
            if (!double.IsNaN(values[row])) tally.Add(BitConverter.DoubleToInt64Bits(values[row] + 0.0), new Seen(1, firstRow + row));
        }
    }

    private static void CountTimes(TimeColumn column, long firstRow, ValueTally tally)
    {
        var values = column.Values;
        for (var row = 0; row < values.Length && !tally.IsOverLimit; row++)
        {
            if (values[row].Ticks != 0) tally.Add(values[row].Ticks, new Seen(1, firstRow + row));
        }
    }
}

/// <summary>The distinct values of a column.</summary>
internal sealed class ValueTally(ColumnType type) : IHolding
{
    private const long BytesOfWord = 60;
    private const long BytesOfText = 90;
    private readonly Dictionary<string, Seen> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Seen> _words = [];

    private long _characters;

    /// <summary>The values that are there.</summary>
    public long Count { get; set; }

    public long Missing { get; set; }

    /// <summary>True when there are too many distinct ones; the counts are then not complete.</summary>
    public bool IsOverLimit { get; private set; }

    /// <inheritdoc/>
    public long Held => (_texts.Count * BytesOfText) + (_characters * 2) + (_words.Count * BytesOfWord);

    /// <inheritdoc/>
    public long Spare => 0;

    public int Distinct => _texts.Count + _words.Count;

    /// <summary>The texts in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, Seen>> Texts => _texts.OrderBy(t => t.Key, StringComparer.Ordinal);

    /// <summary>The values as they are shown, texts in ordinal order and others ascending.</summary>
    public IEnumerable<KeyValuePair<string, Seen>> Shown => type == ColumnType.Text ? Texts : _words.OrderBy(w => type == ColumnType.Number ? 0 : w.Key).ThenBy(w => Order(w.Key)).Select(w => KeyValuePair.Create(Show(w.Key), w.Value));

    /// <summary>The numbers, ascending.</summary>
    public IReadOnlyList<KeyValuePair<double, long>> Numbers => [.. _words.Select(w => KeyValuePair.Create(Order(w.Key), w.Value.Count)).OrderBy(w => w.Key)];

    /// <summary>The numbers with what they look like, ascending.</summary>
    public IEnumerable<(double Number, string Shown, Seen Seen)> ShownNumbers => _words.Select(w => (Number: Order(w.Key), Shown: Show(w.Key), Seen: w.Value)).OrderBy(w => w.Number);

    public void Add(string text, Seen seen)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out var exists);
        known = exists ? known with { Count = known.Count + seen.Count } : seen;
        if (!exists) _characters += text.Length;
        if (_texts.Count > ValueMeasure.Limit) Shrink();
    }

    public void Add(long word, Seen seen)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out var exists);
        known = exists ? known with { Count = known.Count + seen.Count } : seen;
        if (_words.Count > ValueMeasure.Limit) Shrink();
    }

    public void Take(ValueTally next)
    {
        Count += next.Count;
        Missing += next.Missing;
        if (next.IsOverLimit) Shrink();
        foreach (var (text, seen) in next._texts)
        {
            if (!IsOverLimit) Add(text, seen);
        }

        foreach (var (word, seen) in next._words)
        {
            if (!IsOverLimit) Add(word, seen);
        }
    }

    /// <inheritdoc/>
    public void Shrink()
    {
        IsOverLimit = true;
        _characters = 0;
        _texts.Clear();
        _texts.TrimExcess();
        _words.Clear();
        _words.TrimExcess();
    }

    private double Order(long word) => type == ColumnType.Number ? BitConverter.Int64BitsToDouble(word) : word;

    private string Show(long word) => Values.Show(type switch
    {
        ColumnType.Number => Cell.Of(BitConverter.Int64BitsToDouble(word)),
        ColumnType.Integer => Cell.Of(word),
        _ => Cell.Of(new DateTime(word)),
    });
}
