using System.Text.Json;
using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>The keys of some lines in order of first appearance, each with what its values could be.</summary>
internal sealed class JsonLinesKeys(CsvLayout layout)
{
    // As many broken lines in one block end the second pass.
    private const int MostBroken = 1000;
    private readonly Dictionary<string, CsvTypeGuess> _guesses = new(StringComparer.Ordinal);
    private readonly List<(string Key, CsvTypeGuess Guess)> _inOrder = [];
    private readonly JsonText _text = new();
    private int _broken;

    public IReadOnlyList<(string Key, CsvTypeGuess Guess)> Keys => _inOrder;

    /// <summary>True when there are more keys than a table may have columns.</summary>
    public bool AreTooMany => _inOrder.Count > layout.Options.MaxColumns;

    public static JsonLinesKeys Of(CsvLayout layout, CsvBlock block)
    {
        var keys = new JsonLinesKeys(layout);
        if (block.CutRecordBytes > 0) return keys;
        var lines = new Lines(block.Bytes);
        while (keys._broken <= MostBroken && !keys.AreTooMany && lines.Next())
        {
            var found = new List<(string, JsonValue)>();
            if (JsonLine.TryRead(lines.Current, found, Take)) keys.Observe(lines.Current, found);
            else keys._broken++;
        }

        return keys;
    }

    public void Merge(JsonLinesKeys other)
    {
        foreach (var (key, guess) in other._inOrder)
        {
            if (AreTooMany) return;
            Guess(key).Merge(guess);
        }
    }

    /// <summary>A key that comes before those of the file.</summary>
    public void Declare(string key) => Guess(key);

    private static void Take(List<(string, JsonValue)> found, ref Utf8JsonReader key, in JsonValue value) => found.Add((JsonText.Key(ref key), value));

    private void Observe(ReadOnlySpan<byte> line, List<(string, JsonValue)> found)
    {
        foreach (var (key, value) in found)
        {
            if (AreTooMany) return;
            var guess = Guess(key);
            if (value.Kind == JsonTokenType.Number) guess.Observe(line.Slice(value.Start, value.Length));
            else if (value.Kind == JsonTokenType.String) ObserveText(guess, line, value);
            else if (value.Kind != JsonTokenType.Null) guess.ObserveText("{}"u8);
        }
    }

    private void ObserveText(CsvTypeGuess guess, ReadOnlySpan<byte> line, in JsonValue value)
    {
        var good = _text.TryRead(line, value, out var text);
        guess.ObserveText(good ? text : "{}"u8);
        if (!good) _broken++;
    }

    private CsvTypeGuess Guess(string key)
    {
        if (_guesses.TryGetValue(key, out var guess)) return guess;
        guess = new CsvTypeGuess(null, layout.TimesOf(key));
        _guesses.Add(key, guess);
        _inOrder.Add((key, guess));
        return guess;
    }
}
