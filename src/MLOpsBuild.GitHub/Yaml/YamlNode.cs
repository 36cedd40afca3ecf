namespace MLOpsBuild.GitHub.Yaml;

/// <summary>A node of a YAML document that keeps the order in which it was built.</summary>
internal abstract record YamlNode;

/// <summary>A text, a flag or a number, with an optional comment at the end of its line.</summary>
internal sealed record YamlScalar(string Value, bool IsText = true, string? Comment = null) : YamlNode
{
    internal static YamlScalar Text(string value, string? comment = null) => new(value, true, comment);

    internal static YamlScalar Of(bool value) => new(value ? "true" : "false", IsText: false);

    internal static YamlScalar Of(int value) => new(value.ToString(System.Globalization.CultureInfo.InvariantCulture), IsText: false);
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items) : YamlNode
{
    internal static YamlSequence OfTexts(IEnumerable<string> texts) => new([.. texts.Select(t => YamlScalar.Text(t))]);
}

/// <summary>A mapping; entries keep their order.</summary>
internal sealed record YamlMapping : YamlNode
{
    private readonly List<YamlEntry> _entries = [];

    internal IReadOnlyList<YamlEntry> Entries => _entries;

    /// <summary>Appends an entry; a node of null leaves it out.</summary>
    internal YamlMapping Add(string key, YamlNode? node, string? comment = null)
    {
        if (node is null) return this;
        if (_entries.Exists(e => e.Key == key)) throw new ArgumentException($"The key '{key}' is there already.", nameof(key));
        _entries.Add(new YamlEntry(key, node, comment));
        return this;
    }

    internal YamlMapping Add(string key, string? text) => Add(key, text is null ? null : YamlScalar.Text(text));
}

/// <summary>A key with its node and an optional comment on the line above.</summary>
internal sealed record YamlEntry(string Key, YamlNode Node, string? Comment);
