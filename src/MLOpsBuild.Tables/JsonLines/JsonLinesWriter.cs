using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>Writes a table as NDJSON that <see cref="JsonLinesReader"/> reads back to the same values: UTF-8, LF, missing values as <c>null</c>, times as ISO 8601.</summary>
public static class JsonLinesWriter
{
    private const int FlushBytes = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line for each row.</summary>
    /// <exception cref="NotSupportedException">A number is infinite: JSON has no way to write it.</exception>
    public static void Write(Table table, Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes);
        using var writer = new Utf8JsonWriter(buffer, Options);
        JsonEncodedText[] names = [.. table.Columns.Select(c => JsonEncodedText.Encode(c.Name, Options.Encoder))];
        for (var row = 0; row < table.RowCount; row++)
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Length; i++) Write(writer, names[i], table.Columns[i], row);
            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < FlushBytes) continue;
            stream.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        stream.Write(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonEncodedText name, Column column, int row)
    {
        if (column.IsMissing(row))
        {
            writer.WriteNull(name);
            return;
        }

        switch (column)
        {
            case IntegerColumn integers:
                writer.WriteNumber(name, integers.Values[row]);
                break;
            case NumberColumn numbers when double.IsInfinity(numbers.Values[row]):
                throw new NotSupportedException($"Row {row + 1}, column '{column.Name}': JSON cannot write an infinite number.");
            case NumberColumn numbers:
                writer.WriteNumber(name, numbers.Values[row]);
                break;
            case TextColumn texts:
                writer.WriteString(name, texts.TextAt(row));
                break;
            case TimeColumn times:
                writer.WriteString(name, Iso8601.Of(times.Values[row]));
                break;
        }
    }
}
