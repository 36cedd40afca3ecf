using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Bins as JSON.</summary>
internal static class DriftBinsText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(DriftBins bins)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            if (bins.Time is { } time) json.WriteString("time", time);
            json.WriteStartArray("columns");
            foreach (var column in bins.Columns) Write(json, column);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static DriftBins Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != 1) throw new FormatException($"The bins have version {root.GetProperty("version")}; known is 1.");
            var time = root.TryGetProperty("time", out var name) ? name.GetString() : null;
            var known = time is null ? 2 : 3;
            if (root.EnumerateObject().Count() != known) throw new FormatException("The bins have keys besides version, time and columns.");
            return new DriftBins(time, [.. root.GetProperty("columns").EnumerateArray().Select(Read)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The bins can not be read: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter json, ColumnBins column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        switch (column)
        {
            case NumberBins numbers:
                // As texts, since edges may be infinite; the shortest text that reads back as the same number.
                json.WriteStartArray("edges");
                foreach (var edge in numbers.Edges) json.WriteStringValue(edge.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndArray();
                break;
            case CategoryBins categories:
                json.WriteStartArray("texts");
                foreach (var text in categories.Texts) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case NoBins { Why: { } why }:
                json.WriteString("unjudged", why);
                break;
        }

        json.WriteEndObject();
    }

    private static ColumnBins Read(JsonElement column)
    {
        var name = column.GetProperty("name").GetString() ?? throw new FormatException("A column of the bins has no name.");
        if (column.TryGetProperty("edges", out var edges)) return new NumberBins(name, Ascending([.. edges.EnumerateArray().Select(Edge)], Comparer<double>.Default, name));
        if (column.TryGetProperty("texts", out var texts)) return new CategoryBins(name, Ascending([.. texts.EnumerateArray().Select(t => t.GetString()!)], StringComparer.Ordinal, name));
        return new NoBins(name, column.TryGetProperty("unjudged", out var why) ? why.GetString() : null);
    }

    private static double Edge(JsonElement text) =>
        double.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var edge) && !double.IsNaN(edge) ? edge : throw new FormatException($"'{text}' is not an edge.");

    private static T[] Ascending<T>(T[] values, IComparer<T> order, string column)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (order.Compare(values[i - 1], values[i]) >= 0) throw new FormatException($"The bins of '{column}' are not ascending at {i}.");
        }

        return values;
    }
}
