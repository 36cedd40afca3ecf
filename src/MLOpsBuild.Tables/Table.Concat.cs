namespace MLOpsBuild.Tables;

public sealed partial class Table
{
    /// <summary>All rows of the tables, one table behind the other.</summary>
    /// <exception cref="ArgumentException">There is no table, or two differ in their columns' names, types or order.</exception>
    public static Table Concat(IReadOnlyList<Table> tables)
    {
        if (tables.Count == 0) throw new ArgumentException("There is no table to take the columns from.", nameof(tables));
        if (tables.Count == 1) return tables[0];
        var first = Describe(tables[0]);
        for (var i = 1; i < tables.Count; i++)
        {
            var other = Describe(tables[i]);
            if (other != first) throw new ArgumentException($"Table {i + 1} has the columns {other}; the first one has {first}.", nameof(tables));
        }

        var columns = new Column[tables[0].Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            Column[] parts = [.. tables.Select(t => t.Columns[i])];
            columns[i] = Concat(parts);
        }

        return new Table(columns);
    }

    private static string Describe(Table table) => string.Join(", ", table.Columns.Select(c => $"{c.Name} ({c.Type})"));

    private static Column Concat(Column[] parts)
    {
        var name = parts[0].Name;
        return parts[0] switch
        {
            NumberColumn => new NumberColumn(name, Join<double>(parts, c => ((NumberColumn)c).Values)),
            TimeColumn => new TimeColumn(name, Join<DateTime>(parts, c => ((TimeColumn)c).Values)),
            IntegerColumn => Integers(name, parts),
            _ => Texts(name, parts),
        };
    }

    private static T[] Join<T>(Column[] parts, Func<Column, ReadOnlySpan<T>> values)
    {
        var all = new T[parts.Sum(p => p.Count)];
        var at = 0;
        foreach (var part in parts)
        {
            values(part).CopyTo(all.AsSpan(at));
            at += part.Count;
        }

        return all;
    }

    private static IntegerColumn Integers(string name, Column[] parts)
    {
        var values = Join<long>(parts, c => ((IntegerColumn)c).Values);
        ulong[]? missing = null;
        var at = 0;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Count; row++, at++)
            {
                if (!part.IsMissing(row)) continue;
                missing ??= new ulong[(values.Length + 63) / 64];
                missing[at >> 6] |= 1UL << (at & 63);
            }
        }

        return new IntegerColumn(name, values, missing);
    }

    private static TextColumn Texts(string name, Column[] parts)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[parts.Sum(p => p.Count)];
        var at = 0;
        foreach (var part in parts.Cast<TextColumn>())
        {
            var map = new int[part.Dictionary.Count];
            for (var i = 0; i < map.Length; i++)
            {
                if (!known.TryGetValue(part.Dictionary[i], out map[i])) known.Add(part.Dictionary[i], map[i] = known.Count);
            }

            foreach (var code in part.Codes) codes[at++] = code < 0 ? -1 : map[code];
        }

        return new TextColumn(name, codes, [.. known.Keys]);
    }
}
