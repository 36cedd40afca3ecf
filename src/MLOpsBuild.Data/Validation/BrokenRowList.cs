using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>The first rows that break a rule, with the rules' names.</summary>
internal sealed class BrokenRowList(int limit)
{
    private readonly List<Table> _tables = [];
    private int _rows;

    /// <summary>The rows of a batch that break a rule; null when there are none.</summary>
    public static Table? Of(ValidationPlan plan, Batch batch, object[] measured)
    {
        var rules = new SortedDictionary<int, List<string>>();
        for (var i = 0; i < measured.Length; i++)
        {
            if (measured[i] is not RowTally { Rows: { } broken }) continue;
            var name = plan.Measures[i].Key["row ".Length..];
            foreach (var row in broken)
            {
                if (!rules.TryGetValue(row, out var names)) rules.Add(row, names = []);
                names.Add(name);
            }
        }

        if (rules.Count == 0) return null;
        int[] rows = [.. rules.Keys];
        var row2 = new IntegerColumn(NameFor(batch.Table, "_row"), [.. rows.Select(r => batch.FirstRow + r)]);
        var why = TextColumn.Of(NameFor(batch.Table, "_rules"), [.. rules.Values.Select(names => string.Join(' ', names))]);
        return new Table([row2, why, .. batch.Table.Take(rows).Columns]);
    }

    /// <summary>Takes the rows of the next batch.</summary>
    public void Add(Table? rows)
    {
        if (rows is null || _rows >= limit) return;
        var taken = Math.Min(rows.RowCount, limit - _rows);
        int[] first = [.. Enumerable.Range(0, taken)];
        _tables.Add(taken == rows.RowCount ? rows : rows.Take(first));
        _rows += taken;
    }

    public Table? Build() => _tables.Count == 0 ? null : Table.Concat(_tables);

    private static string NameFor(Table table, string name) => table.Has(name) ? NameFor(table, name + "_") : name;
}
