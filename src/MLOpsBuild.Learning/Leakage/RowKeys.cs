using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Leakage;

/// <summary>Numbers for values, so that equal values have equal numbers and no two others do.</summary>
internal static class RowKeys
{
    /// <summary>One number a row; missing values have one of their own.</summary>
    public static int[] Of(Column column)
    {
        var known = new Dictionary<Cell, int>();
        return [.. Enumerable.Range(0, column.Count).Select(row => NumberOf(known, column[row]))];
    }

    /// <summary>One number for the values of several columns together.</summary>
    public static int[] Of(IEnumerable<Column> columns, int rows)
    {
        var keys = new int[rows];
        foreach (var column in columns)
        {
            var values = Of(column);
            var known = new Dictionary<(int, int), int>();
            for (var row = 0; row < rows; row++) keys[row] = NumberOf(known, (keys[row], values[row]));
        }

        return keys;
    }

    private static int NumberOf<T>(Dictionary<T, int> known, T value)
        where T : notnull
    {
        if (!known.TryGetValue(value, out var number)) known.Add(value, number = known.Count);
        return number;
    }
}
