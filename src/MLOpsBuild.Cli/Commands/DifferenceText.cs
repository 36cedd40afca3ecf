using System.Globalization;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data.Differences;

namespace MLOpsBuild.Cli.Commands;

/// <summary>A comparison of locks as text.</summary>
internal static class DifferenceText
{
    public static Reply Reply(string revision, IReadOnlyList<DatasetLook> looks, RowQuestion asked)
    {
        DatasetLook[] changed = [.. looks.Where(l => !l.IsSame)];
        var blocks = changed.SelectMany(l => Of(l, asked)).ToList();
        if (changed.Length == 0) blocks.Add(new Lines($"The data is that of {revision}."));
        return new Reply(new { revision, datasets = looks.Select(Json), output = asked.Output }, [.. blocks])
        {
            Essence = [.. changed.SelectMany(l => l.Difference.Partitions.Select(p => $"{Word(p.Kind)} {l.Difference.Name} {p.Name}"))],
            Notes = asked.Output is { } path && changed.Any(l => l.Rows is not null) ? [$"All rows that differ: {path}"] : [],
        };
    }

    private static object Json(DatasetLook look) => new
    {
        name = look.Difference.Name,
        isSame = look.IsSame,
        rowsBefore = look.Difference.RowsBefore,
        rowsAfter = look.Difference.RowsAfter,
        partitions = look.Difference.Partitions,
        schema = look.Schema,
        statistics = look.Statistics,
        rows = look.Rows,
    };

    private static IEnumerable<Block> Of(DatasetLook look, RowQuestion asked)
    {
        var difference = look.Difference;
        var state = difference.Before is null ? " (new)" : difference.After is null ? " (gone)" : "";
        yield return new Lines($"{difference.Name}{state}: {Texts.Count(difference.RowsBefore)} rows before, {Texts.Count(difference.RowsAfter)} now");
        if (difference.Partitions.Count > 0)
        {
            yield return Grid.Of(
                difference.Partitions,
                ("", p => Sign(p.Kind)),
                ("partition", p => p.Name),
                ("rows before", p => p.Before is { } b ? Texts.Count(b.Rows) : ""),
                ("rows now", p => p.After is { } a ? Texts.Count(a.Rows) : ""),
                ("digest before", p => p.Before?.Digest.Short ?? ""),
                ("digest now", p => p.After?.Digest.Short ?? ""));
        }

        if (look.Schema.Count > 0) yield return new Lines([.. look.Schema.SelectMany(Lines)]);
        if (look.Statistics.Count > 0) yield return Grid.Of(look.Statistics, ("column", f => f.Column), ("figure", f => f.Figure), ("before", f => Number(f.Before)), ("now", f => Number(f.After)));
        if (look.Rows is { } rows) yield return new Lines([.. Rows(rows, asked)]);
    }

    private static IEnumerable<string> Lines(SchemaChange change)
    {
        if (change.Kind == ChangeKind.Changed)
        {
            yield return $"~ {change.Part} {change.Name}";
            yield return $"    - {change.Before}";
            yield return $"    + {change.After}";
        }
        else
        {
            yield return $"{Sign(change.Kind)} {change.Part} {change.Name}: {change.After ?? change.Before}";
        }
    }

    private static IEnumerable<string> Rows(RowLook look, RowQuestion asked)
    {
        var (same, added, removed, changed, repeated) = look.Counts;
        var all = added + removed + changed;
        yield return $"Rows of these partitions: {Texts.Count(added)} added, {Texts.Count(removed)} removed, {Texts.Count(changed)} changed, {Texts.Count(same)} the same.";
        if (repeated > 0) yield return $"! The key ({string.Join(", ", asked.Key)}) is not unique: {Texts.Count(repeated)} rows repeat one, and are paired in their order.";
        foreach (var row in look.First) yield return Line(look.Columns, row, asked.Key);
        if (all > look.First.Count) yield return $"… and {Texts.Count(all - look.First.Count)} more; --output FILE writes all.";
    }

    /// <summary>A whole row; of a changed one its key and what changed.</summary>
    private static string Line(IReadOnlyList<string> columns, RowChange row, IReadOnlyList<string> key)
    {
        if (row is not { Before: { } before, After: { } after }) return $"{Sign(row.Kind)} {row.Place}: {string.Join(", ", columns.Zip(row.After ?? row.Before!, (c, v) => $"{c}={v}"))}";
        var named = columns.Zip(after, (c, v) => (c, v)).Where(p => key.Contains(p.c)).Select(p => $"{p.c}={p.v}");
        var changes = Enumerable.Range(0, columns.Count).Where(i => before[i] != after[i]).Select(i => $"{columns[i]}: {before[i] ?? "missing"} → {after[i] ?? "missing"}");
        return $"~ {row.Place}: {string.Join(", ", named)}  {string.Join("; ", changes)}";
    }

    private static string Number(double? value) => value is not { } v ? "" : Math.Floor(v) == v && Math.Abs(v) < 1e15 ? Texts.Count((long)v) : v.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Sign(ChangeKind kind) => kind switch { ChangeKind.Added => "+", ChangeKind.Removed => "-", _ => "~" };

    private static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();
}
