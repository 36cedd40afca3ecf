using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Writes records in the form that <see cref="RecordReader"/> reads back to the same cells.</summary>
internal static class RecordWriter
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Field> fields, IReadOnlyList<Cell> values)
    {
        writer.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            if (values[i].IsMissing) continue;
            writer.WritePropertyName(fields[i].Name);
            Write(writer, values[i]);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Cell value)
    {
        switch (value.Type)
        {
            case ColumnType.Number: writer.WriteNumberValue(value.Number); break;
            case ColumnType.Integer: writer.WriteNumberValue(value.Integer); break;
            case ColumnType.Text: writer.WriteStringValue(value.Text); break;
            case ColumnType.Time: writer.WriteStringValue(Words.Of(value.Time)); break;
            default: writer.WriteNullValue(); break;
        }
    }
}
