using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Content;

namespace MLOpsBuild.Delivery.Json;

/// <summary>A JSON object whose every key must be asked for: at the end of the read, the keys that nobody asked for are reported as unknown.</summary>
public sealed class StrictObject
{
    private readonly StrictValue _value;
    private readonly StrictReport _report;
    private readonly bool _broken;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private bool _tolerant;

    internal StrictObject(StrictValue value, StrictReport report, bool broken)
    {
        (_value, _report, _broken) = (value, report, broken);
        report.Register(this);
    }

    /// <summary>The object's keys in the order of the file.</summary>
    public IReadOnlyList<string> Keys => [.. _value.Members.Select(m => m.Name)];

    /// <summary>Lets unknown keys pass: for formats of others that allow extensions.</summary>
    public StrictObject Tolerant()
    {
        _tolerant = true;
        return this;
    }

    /// <summary>The value of a key; null when it is absent.</summary>
    public StrictValue? Optional(string name)
    {
        _known.Add(name);
        foreach (var member in _value.Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal)) return member.Value;
        }

        return null;
    }

    /// <summary>The value of a key that must be there.</summary>
    public bool Required(string name, [NotNullWhen(true)] out StrictValue? value)
    {
        value = Optional(name);
        if (value is null && !_broken) _report.Add(_value.Line, $"{_value.Path}: the key '{name}' is missing.");
        return value is not null;
    }

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string name)
    {
        if (!Required(name, out var value)) return string.Empty;
        var text = value.AsText();
        if (text.Length == 0 && value.Kind == System.Text.Json.JsonTokenType.String) value.Problem("the text is empty.");
        return text;
    }

    /// <summary>A text; null when the key is absent.</summary>
    public string? OptionalText(string name) => Optional(name)?.AsText();

    /// <summary>A digest that must be there.</summary>
    public Digest Digest(string name) => Required(name, out var value) ? ToDigest(value) : default;

    /// <summary>A digest; null when the key is absent.</summary>
    public Digest? OptionalDigest(string name) => Optional(name) is { } value ? ToDigest(value) : null;

    /// <summary>The items of a list that must be there.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<StrictValue, T> read) =>
        Required(name, out var value) ? [.. value.AsList().Select(read)] : [];

    /// <summary>The items of a list; empty when the key is absent.</summary>
    public IReadOnlyList<T> OptionalList<T>(string name, Func<StrictValue, T> read) =>
        Optional(name) is { } value ? [.. value.AsList().Select(read)] : [];

    /// <summary>The format's version, which must be 1.</summary>
    public void Version1()
    {
        if (Required("version", out var value)) value.AsInteger(1, 1);
    }

    /// <summary>Reads a digest value.</summary>
    public static Digest ToDigest(StrictValue value) =>
        value.As<Digest>(t => Content.Digest.TryParse(t, out var digest) ? digest : null, "sha256: and 64 lower-case hexadecimal digits", default);

    internal void ReportUnknownKeys()
    {
        if (_tolerant) return;
        foreach (var (name, line, _) in _value.Members)
        {
            if (_known.Contains(name)) continue;
            _report.Add(line, $"{_value.Path}: unknown key '{name}'; known keys: {string.Join(", ", _known)}.");
        }
    }
}
