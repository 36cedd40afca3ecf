using System.Globalization;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>time-format</c> (texts have the form of <c>format</c>, as strftime writes it), <c>time-like</c> (texts can be read as a date or time) and <c>json</c> (texts are JSON).</summary>
internal sealed class FormatRule(RuleHeader header, string column, double mostly, Func<string, bool> fits, string fault) : RowRule(header, column, mostly)
{
    protected override string Fault => fault;

    public static Rule ReadTimeFormat(RuleReader reader)
    {
        var header = reader.Header("time-format", "column", "format", "mostly");
        var format = reader.RequiredText("format");
        var form = TimeForm.Parse(format, out var problem);
        if (form is null) reader.Wrong($"has the format '{format}': {problem}");
        return new FormatRule(header, reader.Column(ColumnType.Text).Name, reader.Mostly(), text => form!.Fits(text), $"do not have the form {format}");
    }

    public static Rule ReadTimeLike(RuleReader reader) =>
        new FormatRule(reader.Header("time-like", "column", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly(), IsTime, "cannot be read as a date or time");

    public static Rule ReadJson(RuleReader reader) =>
        new FormatRule(reader.Header("json", "column", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly(), IsJson, "are not JSON");

    /// <summary>True for a date or time in the forms that the invariant culture reads.</summary>
    internal static bool IsTime(string text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => PerText(batch, batch[Column], text => !fits(text));

    private static bool IsJson(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
