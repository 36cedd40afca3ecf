using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving;

/// <summary>How types, times and lists are written in messages and answers.</summary>
internal static class Words
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    public static string Of(ColumnType type) => type switch
    {
        ColumnType.Number => "number",
        ColumnType.Integer => "integer",
        ColumnType.Text => "text",
        _ => "time",
    };

    public static string Of(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
