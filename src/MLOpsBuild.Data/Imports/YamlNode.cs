namespace MLOpsBuild.Data.Imports;

/// <summary>A value of the YAML that DVC writes: a text, a list or a mapping. Every scalar is a text.</summary>
internal sealed class YamlNode(int line)
{
    /// <summary>The line, counted from 1.</summary>
    public int Line => line;

    /// <summary>A scalar's text; null for a list or a mapping.</summary>
    public string? Text { get; init; }

    public List<YamlNode> Items { get; } = [];

    public List<(string Key, YamlNode Value)> Members { get; } = [];

    public YamlNode? this[string key] => Members.Find(m => m.Key == key).Value;

    /// <summary>Every key must be known.</summary>
    public void Known(string file, params IReadOnlyList<string> keys)
    {
        foreach (var (key, value) in Members)
        {
            if (!keys.Contains(key)) throw new ImportException($"{file}:{value.Line}: unknown key '{key}'; known are {string.Join(", ", keys)}.");
        }
    }
}
