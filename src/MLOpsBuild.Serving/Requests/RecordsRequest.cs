using System.Text.Json;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Reads the records of a request: a bare array, an object with one named array, or, where allowed, one bare record.</summary>
internal static class RecordsRequest
{
    /// <summary>Reads <c>{"rows":[{…}]}</c> or <c>[{…}]</c>.</summary>
    public static Refusal? ReadRows(JsonElement root, RecordReader reader, int maxRows, out List<Cell[]> rows)
    {
        rows = [];
        if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return Refusal.Bad("The body must be an array of rows or {\"rows\":[…]}.");
        return Named(root, "rows", out var array) ?? ReadArray(array, "row", reader, maxRows, rows);
    }

    /// <summary>Reads <c>{"events":[{…}]}</c>, <c>[{…}]</c> or one event as an object.</summary>
    public static Refusal? ReadEvents(JsonElement root, RecordReader reader, int maxEvents, out List<Cell[]> events)
    {
        events = [];
        var isOne = root.ValueKind is JsonValueKind.Object && (!root.TryGetProperty("events", out _) || reader.PositionOf("events") >= 0);
        if (!isOne) return Named(root, "events", out var array) ?? ReadArray(array, "event", reader, maxEvents, events);
        var problems = new Problems();
        events.Add(reader.Read(root, "event", problems));
        return problems.ToRefusal();
    }

    /// <summary>Reads one event per line; empty lines are skipped.</summary>
    public static Refusal? ReadLines(ReadOnlyMemory<byte> body, RecordReader reader, int maxEvents, int maxDepth, out List<Cell[]> events)
    {
        events = [];
        var problems = new Problems();
        for (var line = 1; !body.IsEmpty; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (text.Span.Trim(" \t\r"u8).IsEmpty) continue;
            if (events.Count == maxEvents) return TooMany("event", maxEvents);
            if (JsonBody.Parse(text, maxDepth, out var document) is { } refusal)
            {
                problems.Add($"line {line}: {refusal.Error}");
                continue;
            }

            using (document) events.Add(reader.Read(document!.RootElement, $"line {line}", problems));
        }

        return problems.ToRefusal() ?? (events.Count == 0 ? Refusal.Bad("There is no event.") : null);
    }

    public static Refusal TooMany(string what, int most) => new(413, $"A request may have at most {most} {what}s; send several requests.");

    private static Refusal? Named(JsonElement root, string name, out JsonElement array)
    {
        array = root;
        if (root.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in root.EnumerateObject())
            {
                if (property.Name != name) return Refusal.Bad($"The key '{property.Name}' is unknown; there is {name}.");
                array = property.Value;
            }
        }

        return array.ValueKind is JsonValueKind.Array ? null : Refusal.Bad($"The body must have an array '{name}'.");
    }

    private static Refusal? ReadArray(JsonElement array, string what, RecordReader reader, int most, List<Cell[]> records)
    {
        var count = array.GetArrayLength();
        if (count == 0) return Refusal.Bad($"There is no {what}.");
        if (count > most) return TooMany(what, most);
        var problems = new Problems();
        records.EnsureCapacity(count);
        foreach (var record in array.EnumerateArray()) records.Add(reader.Read(record, $"{what} {records.Count}", problems));
        return problems.ToRefusal();
    }
}
