using System.Globalization;
using System.Text.Json;

namespace MLOpsBuild.Data.Files;

/// <summary>Reads typed members of a JSON file and collects every problem with its place.</summary>
internal sealed class StrictJson(string file)
{
    private readonly List<string> _problems = [];

    /// <summary>Notes a problem with a node by its line and, below the root, the way to it.</summary>
    public void Wrong(JsonNodeAt node, string message) => _problems.Add(node.Path is { Length: > 0 } path ? $"{file}:{node.Line}: {path}: {message}" : $"{file}:{node.Line}: {message}");

    /// <summary>Ends the reading.</summary>
    /// <exception cref="DataFileException">There was a problem.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new DataFileException(file, _problems);
    }

    /// <summary>True when the node is an object; its keys must be known and occur once.</summary>
    public bool Object(JsonNodeAt? node, string what, params IReadOnlyList<string> known)
    {
        if (node is null) return false;
        if (node.Kind != JsonTokenType.StartObject)
        {
            Wrong(node, $"{what} must be an object.");
            return false;
        }

        Once(node, what);
        foreach (var (name, value) in node.Members)
        {
            if (!known.Contains(name)) Wrong(value, $"unknown key '{name}' in {what}; {NearestName.Hint(name, known)}");
        }

        return true;
    }

    /// <summary>True when the node is an object of free keys, each at most once.</summary>
    public bool Map(JsonNodeAt? node, string what)
    {
        if (node is null) return false;
        if (node.Kind == JsonTokenType.StartObject)
        {
            Once(node, what);
            return true;
        }

        Wrong(node, $"{what} must be an object.");
        return false;
    }

    /// <summary>The member; when it is missing, that is a problem.</summary>
    public JsonNodeAt? Required(JsonNodeAt node, string name, string what)
    {
        var value = node[name];
        if (value is null) Wrong(node, $"{what} needs the key '{name}'.");
        return value;
    }

    /// <summary>The items of an array; none when it is something else.</summary>
    public IReadOnlyList<JsonNodeAt> Items(JsonNodeAt? node, string what)
    {
        if (node is null) return [];
        if (node.Kind == JsonTokenType.StartArray) return node.Items;
        Wrong(node, $"{what} must be a list.");
        return [];
    }

    /// <summary>A string; null when it is something else.</summary>
    public string? Text(JsonNodeAt? node, string what)
    {
        if (node is null || node.Kind == JsonTokenType.String) return node?.Text;
        Wrong(node, $"{what} must be a string.");
        return null;
    }

    /// <summary>One of the given words.</summary>
    public string? Word(JsonNodeAt? node, string what, params IReadOnlyList<string> known)
    {
        var text = Text(node, what);
        if (text is null || known.Contains(text)) return text;
        Wrong(node!, $"'{text}' is no {what}; {NearestName.Hint(text, known)}");
        return null;
    }

    /// <summary>An integer of at least <paramref name="least"/>.</summary>
    public long? Integer(JsonNodeAt? node, string what, long least = long.MinValue)
    {
        if (node is null) return null;
        if (node.Kind == JsonTokenType.Number && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least) return value;
        Wrong(node, least == long.MinValue ? $"{what} must be an integer." : $"{what} must be an integer of at least {least}.");
        return null;
    }

    /// <summary>A finite number within bounds.</summary>
    public double? Number(JsonNodeAt? node, string what, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        if (node is null) return null;
        if (node.Kind == JsonTokenType.Number && double.TryParse(node.Text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= least && value <= most) return value;
        var bounds = double.IsFinite(most) ? string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}") : "";
        Wrong(node, $"{what} must be a number{bounds}.");
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(JsonNodeAt? node, string what)
    {
        if (node is null || node.Kind is JsonTokenType.True or JsonTokenType.False) return node is null ? null : node.Kind == JsonTokenType.True;
        Wrong(node, $"{what} must be true or false.");
        return null;
    }

    /// <summary>The file's version must be 1.</summary>
    public void Version(JsonNodeAt root, string what)
    {
        if (Required(root, "version", what) is { } version && version.Text != "1") Wrong(version, $"version {version.Text} is not known; this program reads version 1.");
    }

    private void Once(JsonNodeAt node, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Members)
        {
            if (!seen.Add(name)) Wrong(value, $"the key '{name}' occurs twice in {what}.");
        }
    }
}
