using System.Globalization;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Values and shares in messages.</summary>
internal static class Values
{
    private const int Shown = 40;

    public static string Show(Cell cell) => cell.Type switch
    {
        null => "missing",
        ColumnType.Integer => cell.Integer.ToString(CultureInfo.InvariantCulture),
        ColumnType.Number => cell.Number.ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Time => Times.Format(cell.Time),
        _ => Shorten(cell.Text!),
    };

    public static string Share(double share) => share.ToString("0.####%", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Shorten(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
}
