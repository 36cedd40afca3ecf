using System.Text.Json;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>Reads and writes lists of named, typed fields.</summary>
internal static class SignatureFields
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Field> fields)
    {
        json.WriteStartArray(name);
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("type", ToText(field.Type));
            json.WriteString("description", field.Description);
            if (field.Optional) json.WriteBoolean("optional", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static IReadOnlyList<Field> Read(StrictObject owner, string name) => owner.List(name, value =>
    {
        var item = value.AsObject();
        return new Field(
            item.Text("name"),
            item.Required("type", out var type) ? type.As(ToType, "number, integer, text or time", ColumnType.Number) : ColumnType.Number,
            item.OptionalText("description") ?? string.Empty,
            item.Optional("optional")?.AsFlag() ?? false);
    });

    public static string? Twice(IReadOnlyList<Field> fields)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return fields.FirstOrDefault(f => !seen.Add(f.Name))?.Name;
    }

    private static string ToText(ColumnType type) => type switch
    {
        ColumnType.Number => "number",
        ColumnType.Integer => "integer",
        ColumnType.Text => "text",
        _ => "time",
    };

    private static ColumnType? ToType(string text) => text switch
    {
        "number" => ColumnType.Number,
        "integer" => ColumnType.Integer,
        "text" => ColumnType.Text,
        "time" => ColumnType.Time,
        _ => null,
    };
}
