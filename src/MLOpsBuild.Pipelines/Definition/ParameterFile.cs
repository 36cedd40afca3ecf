using System.Text.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>A pipeline's <c>parameters.json</c> with the overrides of this run.</summary>
public static class ParameterFile
{
    /// <summary>Reads the file, applies <c>name.inner=value</c> overrides, and returns the settings as JSON.</summary>
    /// <exception cref="ConfigurationException">The file is missing or broken, or an override names nothing that is there; the known names are listed.</exception>
    public static JsonObject Read(string path, string shownAs, IReadOnlyList<string> overrides)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{shownAs} is missing.");
        JsonObject root;
        try
        {
            root = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new ConfigurationException($"{shownAs} is not a JSON object.");
        }
        catch (JsonException problem)
        {
            throw new ConfigurationException($"{shownAs}{(problem.LineNumber is { } line ? $":{line + 1}" : "")}: {problem.Message}", problem);
        }

        foreach (var change in overrides) Apply(root, change);
        return root;
    }

    private static void Apply(JsonObject root, string change)
    {
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new ConfigurationException($"--set {change}: expected name=value.");
        var path = change[..equals].Split('.');
        var at = root;
        foreach (var part in path[..^1])
        {
            at = at[part] as JsonObject ?? throw Unknown(change, part, at);
        }

        if (at[path[^1]] is not { } old) throw Unknown(change, path[^1], at);
        at[path[^1]] = Convert(change[(equals + 1)..], old, change);
    }

    /// <summary>The text in the type of the value that it replaces.</summary>
    private static JsonNode Convert(string text, JsonNode old, string change)
    {
        if (old.GetValueKind() == JsonValueKind.String) return JsonValue.Create(text);
        try
        {
            var value = JsonNode.Parse(text);
            if (value?.GetValueKind() == old.GetValueKind() || (value?.GetValueKind(), old.GetValueKind()) is (JsonValueKind.True, JsonValueKind.False) or (JsonValueKind.False, JsonValueKind.True)) return value!;
        }
        catch (JsonException)
        {
            // Said below, in the user's words.
        }

        throw new ConfigurationException($"--set {change}: expected {Expected(old)}, as {old.ToJsonString()} is.");
    }

    private static string Expected(JsonNode old) => old.GetValueKind() switch
    {
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };

    private static ConfigurationException Unknown(string change, string part, JsonObject at) =>
        new($"--set {change}: there is no '{part}'; known here: {string.Join(", ", at.Select(p => p.Key).Order(StringComparer.Ordinal))}.");

    /// <summary>The settings as a record.</summary>
    /// <exception cref="ConfigurationException">They do not fit the record.</exception>
    public static T As<T>(JsonObject root, string shownAs)
    {
        try
        {
            return root.Deserialize<T>(StepJson.Options) ?? throw new ConfigurationException($"{shownAs} is empty.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new ConfigurationException($"{shownAs}: {problem.Message}", problem);
        }
    }
}
