using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Data.Files;

/// <summary>A JSON value that remembers its line, so that a message can name it.</summary>
internal sealed class JsonNodeAt
{
    private readonly List<(string Name, JsonNodeAt Value)> _members = [];
    private readonly List<JsonNodeAt> _items = [];

    private JsonNodeAt(JsonTokenType kind, int line, string text) => (Kind, Line, Text) = (kind, line, text);

    /// <summary>The kind by its first token.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>A string's content, or the text of a number, true, false or null.</summary>
    public string Text { get; }

    /// <summary>The members of an object, in file order; a name may occur twice.</summary>
    public IReadOnlyList<(string Name, JsonNodeAt Value)> Members => _members;

    /// <summary>The items of an array.</summary>
    public IReadOnlyList<JsonNodeAt> Items => _items;

    /// <summary>The first member of that name; null when absent.</summary>
    public JsonNodeAt? this[string name]
    {
        get
        {
            foreach (var (known, value) in _members)
            {
                if (known == name) return value;
            }

            return null;
        }
    }

    /// <summary>Reads one JSON document: no comments, no trailing commas.</summary>
    /// <exception cref="DataFileException">It is none.</exception>
    public static JsonNodeAt Parse(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            var reader = new Utf8JsonReader(json);
            var lines = new LineCounter();
            reader.Read();
            var node = ReadValue(ref reader, json, ref lines);
            return reader.Read() ? throw new JsonException("Something follows the document.") : node;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var line = e is JsonException { LineNumber: { } number } ? number + 1 : 1;
            throw new DataFileException(file, [$"{file}:{line}: not JSON: {e.Message}"], e);
        }
    }

    private static JsonNodeAt ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref LineCounter lines)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        var node = new JsonNodeAt(reader.TokenType, lines.LineAt(json, (int)reader.TokenStartIndex), text);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) node._items.Add(ReadValue(ref reader, json, ref lines));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                node._members.Add((name, ReadValue(ref reader, json, ref lines)));
            }
        }

        return node;
    }

    /// <summary>Counts line ends as the reader moves on.</summary>
    private struct LineCounter
    {
        private int _position;
        private int _lines;

        public int LineAt(ReadOnlySpan<byte> json, int position)
        {
            if (position > _position) _lines += json[_position..position].Count((byte)'\n');
            _position = Math.Max(_position, position);
            return _lines + 1;
        }
    }
}
