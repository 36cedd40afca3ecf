using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>row-distinct</c>: within a row the values of the <c>columns</c> differ from each other; missing ones are passed over.</summary>
internal sealed class RowDistinctRule(RuleHeader header, IReadOnlyList<string> columns, double mostly) : RowRule(header, columns, mostly)
{
    public const string Kind = "row-distinct";

    protected override string Fault => $"have one value twice in {string.Join(", ", Columns)}";

    protected override string What => "rows";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "mostly");
        var columns = reader.ColumnList("columns", 2);
        if (columns.Any(c => c.Type != columns[0].Type)) reader.Wrong("compares columns of different types");
        return new RowDistinctRule(header, [.. columns.Select(c => c.Name)], reader.Mostly());
    }

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch)
    {
        (ulong[] A, ulong[] B)[] keys = [.. Columns.Select(c => RowKeys.Of(batch, [c], skipMissing: true))];
        return ((from, marks) =>
        {
            for (var i = 0; i < marks.Length; i++) marks[i] = HasTwice(keys, from + i) ? Mark.Broken : Mark.Kept;
        }, 0);
    }

    private static bool HasTwice((ulong[] A, ulong[] B)[] keys, int row)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var (a, b) = (keys[i].A[row], keys[i].B[row]);
            if ((a | b) == 0) continue;
            for (var j = 0; j < i; j++)
            {
                if (keys[j].A[row] == a && keys[j].B[row] == b) return true;
            }
        }

        return false;
    }
}
