using System.Globalization;
using System.Text.Json;

namespace MLOpsBuild.Delivery.Json;

/// <summary>One JSON value that remembers its line. Asking for the wrong kind notes a problem and answers with a harmless default.</summary>
public sealed class StrictValue
{
    private readonly StrictReport _report;

    internal StrictValue(StrictReport report, JsonTokenType kind, int line, string path, string text) =>
        (_report, Kind, Line, Path, Raw) = (report, kind, line, path, text);

    /// <summary>The value's line in the file, from 1.</summary>
    public int Line { get; }

    internal JsonTokenType Kind { get; }

    internal string Path { get; }

    internal string Raw { get; }

    internal List<(string Name, int Line, StrictValue Value)> Members { get; } = [];

    internal List<StrictValue> Items { get; } = [];

    internal StrictReport Report => _report;

    /// <summary>The text of a JSON string.</summary>
    public string AsText()
    {
        if (Kind == JsonTokenType.String) return Raw;
        return Wrong("a text", string.Empty);
    }

    /// <summary>A whole number between the bounds, both allowed.</summary>
    public long AsInteger(long minimum, long maximum) =>
        Kind == JsonTokenType.Number && long.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum
            ? value
            : Wrong($"a whole number from {minimum} to {maximum}", minimum);

    /// <summary>A finite number.</summary>
    public double AsNumber() =>
        Kind == JsonTokenType.Number && double.TryParse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : Wrong("a number", 0d);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool AsFlag() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => Wrong("true or false", false),
    };

    /// <summary>An object; when it is none, an object without members.</summary>
    public StrictObject AsObject()
    {
        var empty = Kind != JsonTokenType.StartObject && Wrong("an object", true);
        return new StrictObject(this, _report, broken: empty);
    }

    /// <summary>The items of an array; when it is none, no items.</summary>
    public IReadOnlyList<StrictValue> AsList() => Kind == JsonTokenType.StartArray ? Items : Wrong<IReadOnlyList<StrictValue>>("a list", []);

    /// <summary>Reads a text by <paramref name="parse"/>, which answers null for what is not allowed.</summary>
    public T As<T>(Func<string, T?> parse, string expected, T fallback)
        where T : struct => Kind == JsonTokenType.String && parse(Raw) is { } value ? value : Wrong(expected, fallback);

    /// <summary>Notes that this value is wrong.</summary>
    public void Problem(string message) => _report.Add(Line, $"{Path}: {message}");

    private T Wrong<T>(string expected, T fallback)
    {
        _report.Add(Line, $"{Path}: found {Describe()}, expected {expected}.");
        return fallback;
    }

    private string Describe() => Kind switch
    {
        JsonTokenType.String => $"'{(Raw.Length <= 60 ? Raw : Raw[..57] + "...")}'",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => Raw.Length <= 60 ? Raw : Raw[..57] + "...",
    };
}
