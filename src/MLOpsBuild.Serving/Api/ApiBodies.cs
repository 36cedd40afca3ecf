using System.Buffers;
using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.OpenInference;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Api;

/// <summary>The bodies that the suite sends.</summary>
internal static class ApiBodies
{
    /// <summary><c>{"rows":[…]}</c> or <c>{"events":[…]}</c>.</summary>
    public static ReadOnlyMemory<byte> Records(string name, IReadOnlyList<Field> fields, IReadOnlyList<IReadOnlyList<Cell>> records) => Write(json =>
    {
        json.WriteStartArray(name);
        foreach (var record in records) RecordWriter.Write(json, fields, record);
        json.WriteEndArray();
    });

    /// <summary>One row whose field at <paramref name="at"/> has another value: an object for a wrong type, or left out.</summary>
    public static ReadOnlyMemory<byte> Spoilt(IReadOnlyList<Field> fields, IReadOnlyList<Cell> row, int at, bool leaveOut) => Write(json =>
    {
        json.WriteStartArray("rows");
        json.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            if (i == at && leaveOut) continue;
            json.WritePropertyName(fields[i].Name);
            if (i == at) json.WriteRawValue("{}");
            else RecordWriter.Write(json, row[i]);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>An inference request with one tensor per field; a field that is missing everywhere is left out.</summary>
    public static ReadOnlyMemory<byte> Infer(IReadOnlyList<Field> fields, IReadOnlyList<IReadOnlyList<Cell>> rows, bool partial, bool nested) => Write(json =>
    {
        json.WriteString("id", "api-test");
        json.WriteStartObject("parameters");
        json.WriteBoolean("partial", partial);
        json.WriteEndObject();
        json.WriteStartArray("inputs");
        for (var i = 0; i < fields.Count; i++)
        {
            var at = i;
            if (rows.Any(row => !row[at].IsMissing)) WriteTensor(json, fields[i], rows, i, nested);
        }

        json.WriteEndArray();
    });

    private static void WriteTensor(Utf8JsonWriter json, Field field, IReadOnlyList<IReadOnlyList<Cell>> rows, int at, bool nested)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("datatype", Datatypes.Of(field.Type));
        json.WriteStartArray("shape");
        json.WriteNumberValue(rows.Count);
        if (nested) json.WriteNumberValue(1);
        json.WriteEndArray();
        json.WriteStartArray("data");
        foreach (var row in rows)
        {
            if (nested) json.WriteStartArray();
            RecordWriter.Write(json, row[at]);
            if (nested) json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
