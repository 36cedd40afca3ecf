using System.Text.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Settings as flat texts, as a step's key holds them and as people read them: <c>trees = 200</c>.</summary>
public static class ParameterTexts
{
    /// <summary>Every setting as text, by its name with dots, defaults included.</summary>
    public static SortedDictionary<string, string> Of(object settings)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(texts, "", JsonSerializer.SerializeToNode(settings, settings.GetType(), StepJson.Options));
        return texts;
    }

    private static void Add(SortedDictionary<string, string> texts, string name, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                // A trainer holds its settings as "options": the word would only repeat itself.
                foreach (var (key, value) in members) Add(texts, name.Length == 0 || name == "options" ? key : $"{name}.{key}", value);
                break;
            case JsonArray items:
                texts[name] = items.ToJsonString();
                break;
            default:
                texts[name.Length == 0 ? "value" : name] = node?.ToString() ?? "null";
                break;
        }
    }
}
