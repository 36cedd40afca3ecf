using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Writes a profile as JSON.</summary>
internal static class ProfileWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Profile profile)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("rows", profile.Rows);
            if (profile is { From: { } from, To: { } to })
            {
                json.WriteString("from", Times.Format(from));
                json.WriteString("to", Times.Format(to));
            }

            json.WriteStartObject("columns");
            foreach (var (name, column) in profile.Columns) Write(json, name, column);
            json.WriteEndObject();
            json.WriteStartObject("days");
            foreach (var (day, count) in profile.Days) json.WriteNumber(Times.FormatDay(day), count);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, ColumnProfile column)
    {
        json.WriteStartObject(name);
        json.WriteString("type", NameOf(column.Type));
        json.WriteNumber("count", column.Count);
        json.WriteNumber("missing", column.Missing);
        json.WriteBoolean("exact", column.IsExact);
        if (column.Mean is not null)
        {
            WriteNumber(json, "min", column.Moments.Min);
            WriteNumber(json, "max", column.Moments.Max);
            WriteNumber(json, "mean", column.Moments.Mean);
            WriteNumber(json, "squares", column.Moments.Squares);
        }

        json.WriteStartArray("values");
        foreach (var (value, count) in column.Numbers) Pair(json, w => WriteNumber(w, null, value), count);
        foreach (var (text, count) in column.Texts) Pair(json, w => w.WriteStringValue(text), count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string NameOf(ColumnType type) => type.ToString().ToLowerInvariant();

    private static void Pair(Utf8JsonWriter json, Action<Utf8JsonWriter> value, long count)
    {
        value(json);
        json.WriteNumberValue(count);
    }

    // JSON has no infinities; a column of numbers may.
    private static void WriteNumber(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null) json.WritePropertyName(name);
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
