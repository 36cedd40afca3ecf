using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Behaviours;

/// <summary>Values as cells, and columns with other values.</summary>
internal static class Cells
{
    public static Cell Of(object? value, ColumnType type) => (value, type) switch
    {
        (null, _) => Cell.Missing,
        (string text, ColumnType.Text) => Cell.Of(text),
        (DateTime time, ColumnType.Time) => Cell.Of(time),
        (int or long or short or byte, ColumnType.Integer) => Cell.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        (double or float or decimal, ColumnType.Integer) when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number == Math.Floor(number) => Cell.Of((long)number),
        (double or float or decimal or int or long or short or byte, ColumnType.Number) => Cell.Of(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"'{value}' is no {type.ToString().ToLowerInvariant()}."),
    };

    /// <summary>The table with one column's values replaced.</summary>
    public static Table With(Table rows, string column, Func<Cell, Cell> change)
    {
        var old = rows[column];
        var built = new TableBuilder([(column, old.Type)]);
        for (var row = 0; row < rows.RowCount; row++) built.Add(change(old[row]));
        return new Table([.. rows.Columns.Select(c => c.Name == column ? built.Build()[column] : c)]);
    }

    /// <summary>One standard deviation of the column, at least 1 for integers; where all values are the same 1.</summary>
    public static double UsualStep(Column column)
    {
        double[] values = [.. column.ToNumbers().Where(double.IsFinite)];
        if (values.Length == 0) return 1;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (column.Type == ColumnType.Integer) return Math.Max(1, Math.Round(deviation));
        return deviation > 0 ? deviation : 1;
    }
}
