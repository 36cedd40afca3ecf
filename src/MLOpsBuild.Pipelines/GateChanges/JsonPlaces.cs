using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>Reads and writes places in JSON by their keys.</summary>
internal static class JsonPlaces
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object that some bytes hold; null when they hold none, or say a key twice.</summary>
    public static JsonObject? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonNode? At(JsonNode? root, params IReadOnlyList<string> place)
    {
        foreach (var key in place) root = (root as JsonObject)?[key];
        return root;
    }

    /// <summary>A number; null for anything else.</summary>
    public static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    /// <summary>A text; null for anything else.</summary>
    public static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;

    /// <summary>In one line; null for nothing.</summary>
    public static string? Text(JsonNode? node) => Word(node) ?? node?.ToJsonString(Compact);

    /// <summary>Puts a value at a place, with the objects on the way; null takes what is there away.</summary>
    public static void Put(JsonObject root, IReadOnlyList<string> place, JsonNode? value)
    {
        foreach (var key in place.SkipLast(1))
        {
            if (root[key] is not JsonObject next) root[key] = next = [];
            root = next;
        }

        if (value is null) root.Remove(place[^1]);
        else root[place[^1]] = value.DeepClone();
    }
}
