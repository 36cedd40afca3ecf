using System.Text.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Differences;

/// <summary>A part of a schema that is not the same in both.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Part">What it is: <c>setting</c>, <c>column</c> or <c>rule</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its JSON before; null when it is new.</param>
/// <param name="After">Its JSON after; null when it is gone.</param>
public sealed record SchemaChange(ChangeKind Kind, string Part, string Name, string? Before, string? After);

/// <summary>Compares two contracts as they were written: order and layout do not count, every key and value does.</summary>
public static class SchemaDifference
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What differs: settings first, then columns, then rules, each by name.</summary>
    /// <param name="before">The earlier file; empty when there was none.</param>
    /// <param name="after">The later file; empty when there is none.</param>
    /// <exception cref="DataFileException">One of them is not JSON.</exception>
    public static IReadOnlyList<SchemaChange> Between(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (old, now) = (Read(before, "the earlier schema"), Read(after, "the later schema"));
        return
        [
            .. Between("setting", Settings(old), Settings(now)),
            .. Between("column", Members(old, "columns"), Members(now, "columns")),
            .. Between("rule", Members(old, "rules"), Members(now, "rules")),
        ];
    }

    private static IEnumerable<SchemaChange> Between(string part, SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (old == now) continue;
            yield return new SchemaChange(old is null ? ChangeKind.Added : now is null ? ChangeKind.Removed : ChangeKind.Changed, part, name, old, now);
        }
    }

    private static JsonObject Read(ReadOnlySpan<byte> json, string name)
    {
        if (json.IsEmpty) return [];
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new JsonException("It is no object.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new DataFileException(name, [$"{name} is not JSON: {problem.Message}"], problem);
        }
    }

    private static SortedDictionary<string, string> Settings(JsonObject schema) =>
        new(schema.Where(m => m.Key is not ("columns" or "rules")).ToDictionary(m => m.Key, m => Text(m.Value)), StringComparer.Ordinal);

    private static SortedDictionary<string, string> Members(JsonObject schema, string key) => schema[key] is JsonObject members
        ? new(members.ToDictionary(m => m.Key, m => Text(m.Value)), StringComparer.Ordinal)
        : new(StringComparer.Ordinal);

    /// <summary>One line with sorted keys, so that only what is said counts.</summary>
    private static string Text(JsonNode? node) => node switch
    {
        JsonObject members => $"{{ {string.Join(", ", members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{JsonSerializer.Serialize(m.Key, Plain)}: {Text(m.Value)}"))} }}",
        JsonArray items => $"[{string.Join(", ", items.Select(Text))}]",
        null => "null",
        _ => node.ToJsonString(Plain),
    };
}
