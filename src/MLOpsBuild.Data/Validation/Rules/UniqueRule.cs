using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>unique</c>: at most <c>tolerance</c> rows repeat the <c>columns</c> of an earlier row.</summary>
internal sealed class UniqueRule(RuleHeader header, IReadOnlyList<string> columns, long tolerance) : Rule(header)
{
    public const string Kind = "unique";
    private const int Examples = 5;

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "tolerance");
        var items = reader.Strict.Items(reader.Strict.Required(reader.Node, "columns", reader.What), $"'columns' of {reader.What}");
        string[] names = [.. items.Select(i => reader.Column(i, []).Name)];
        if (names.Length == 0) reader.Wrong("needs at least one column");
        return new UniqueRule(header, names, reader.Integer("tolerance") ?? 0);
    }

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        ulong[][] keys = [.. columns.Select(c => Keys(table[c]))];
        var (repeats, first) = Repeats(keys, table.RowCount);
        if (repeats <= tolerance) return;
        var examples = string.Join(", ", first.Select(f => $"row {f.Row + 2} repeats row {f.Earlier + 2}"));
        var share = Values.Share((double)repeats / table.RowCount);
        var message = $"{repeats} of {table.RowCount} rows ({share}) repeat the values of {string.Join(", ", columns)}; allowed are {tolerance}: {examples}{(repeats > first.Count ? ", …" : "")}.";
        findings.Add(Broken(message, context.Place(first[0].Row, columns[0])));
    }

    // An open hash table of rows: the columns are compared, so that equal hashes of different rows do no harm.
    private static (long Repeats, List<(int Earlier, int Row)> First) Repeats(ulong[][] keys, int rows)
    {
        var slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, rows) * 2)];
        var first = new List<(int, int)>();
        var repeats = 0L;
        for (var row = 0; row < rows; row++)
        {
            var slot = (int)(Hash(keys, row) & (ulong)(slots.Length - 1));
            while (slots[slot] != 0 && !Same(keys, slots[slot] - 1, row)) slot = (slot + 1) & (slots.Length - 1);
            if (slots[slot] == 0)
            {
                slots[slot] = row + 1;
                continue;
            }

            repeats++;
            if (first.Count < Examples) first.Add((slots[slot] - 1, row));
        }

        return (repeats, first);
    }

    private static bool Same(ulong[][] keys, int a, int b)
    {
        foreach (var key in keys)
        {
            if (key[a] != key[b]) return false;
        }

        return true;
    }

    private static ulong Hash(ulong[][] keys, int row)
    {
        var hash = 0UL;
        foreach (var key in keys)
        {
            hash = (hash ^ key[row]) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }

        return hash;
    }

    /// <summary>One word a row, equal exactly when the values are; a missing value equals a missing value.</summary>
    private static ulong[] Keys(Column column)
    {
        var keys = new ulong[column.Count];
        int[] places = column is TextColumn coded ? Places(coded) : [];
        for (var row = 0; row < keys.Length; row++)
        {
            // A NaN of our own making for missing: no number, time or text has these bits, and hardly an integer.
            keys[row] = column.IsMissing(row) ? 0x7FF8_DEAD_DEAD_DEADUL : column switch
            {
                IntegerColumn integers => (ulong)integers.Values[row],
                NumberColumn numbers => BitConverter.DoubleToUInt64Bits(numbers.Values[row] + 0.0),
                TimeColumn times => (ulong)times.Values[row].Ticks,
                TextColumn texts => (ulong)places[texts.Codes[row]],
                _ => 0,
            };
        }

        return keys;
    }

    // A dictionary may hold one text twice; both codes are the first one's place.
    private static int[] Places(TextColumn column)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = new int[column.Dictionary.Count];
        for (var code = 0; code < places.Length; code++)
        {
            if (!first.TryGetValue(column.Dictionary[code], out places[code])) first.Add(column.Dictionary[code], places[code] = code);
        }

        return places;
    }
}
