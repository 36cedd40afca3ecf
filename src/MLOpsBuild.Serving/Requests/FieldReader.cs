using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Reads one JSON value as a cell of a field's type. Nothing is converted: a number in quotes is a text.</summary>
internal static class FieldReader
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    /// <summary>The cell, or what is wrong with the value.</summary>
    public static string? Read(JsonElement value, Field field, out Cell cell)
    {
        cell = Cell.Missing;
        if (value.ValueKind is JsonValueKind.Null) return field.Optional ? null : "is null, but must be given";
        return field.Type switch
        {
            ColumnType.Number => ReadNumber(value, out cell),
            ColumnType.Integer => ReadInteger(value, out cell),
            ColumnType.Text => ReadText(value, out cell),
            _ => ReadTime(value, out cell),
        };
    }

    private static string? ReadNumber(JsonElement value, out Cell cell)
    {
        cell = default;
        if (value.ValueKind is not JsonValueKind.Number) return Wrong(value, "a number");
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number)) return "is too large for a 64-bit floating point number";
        cell = Cell.Of(number);
        return null;
    }

    private static string? ReadInteger(JsonElement value, out Cell cell)
    {
        const string wanted = "a 64-bit integer without fraction or exponent";
        cell = default;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var number)) return Wrong(value, wanted);
        cell = Cell.Of(number);
        return null;
    }

    private static string? ReadText(JsonElement value, out Cell cell)
    {
        cell = default;
        if (value.ValueKind is not JsonValueKind.String) return Wrong(value, "a text");
        cell = Cell.Of(value.GetString());
        return null;
    }

    private static string? ReadTime(JsonElement value, out Cell cell)
    {
        const string wanted = "a local time without zone such as 2001-01-31T23:55";
        cell = default;
        if (value.ValueKind is not JsonValueKind.String) return Wrong(value, wanted);
        var read = DateTime.TryParseExact(value.GetString(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        if (!read || time == DateTime.MinValue) return Wrong(value, wanted);
        cell = Cell.Of(time);
        return null;
    }

    private static string Wrong(JsonElement value, string wanted)
    {
        var found = value.ValueKind switch
        {
            JsonValueKind.String => $"the text \"{Cut(value.GetString()!)}\"",
            JsonValueKind.Number => Cut(value.GetRawText()),
            JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            _ => "null",
        };
        return $"is {found}, but must be {wanted}";
    }

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
