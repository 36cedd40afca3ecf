using System.Buffers;
using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Histories;

/// <summary>One event as a line: <c>{"kind":"arrival","event":{…}}</c>.</summary>
internal static class JournalLine
{
    public static void Write(IBufferWriter<byte> lines, EventKind kind, IReadOnlyList<Cell> values)
    {
        using (var writer = new Utf8JsonWriter(lines))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Kind);
            writer.WritePropertyName("event");
            RecordWriter.Write(writer, kind.Fields, values);
            writer.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    /// <exception cref="JournalException">The line is anything else.</exception>
    public static (string Kind, Cell[] Values) Read(ReadOnlyMemory<byte> line, Dictionary<string, RecordReader> kinds, string path, long number)
    {
        if (JsonBody.Parse(line, maxDepth: 4, out var document) is { } refusal) throw new JournalException(path, number, refusal.Error);
        using (document)
        {
            if (document!.RootElement is not { ValueKind: JsonValueKind.Object } root || root.GetPropertyCount() != 2
                || !root.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String || !root.TryGetProperty("event", out var record))
            {
                throw new JournalException(path, number, "A line has exactly 'kind' and 'event'.");
            }

            if (!kinds.TryGetValue(kind.GetString()!, out var reader))
            {
                throw new JournalException(path, number, $"The kind '{kind.GetString()}' is unknown; there are {Words.List(kinds.Keys)}.");
            }

            var problems = new Problems();
            var values = reader.Read(record, "event", problems);
            return problems.Any ? throw new JournalException(path, number, problems.ToString()) : (kind.GetString()!, values);
        }
    }
}
