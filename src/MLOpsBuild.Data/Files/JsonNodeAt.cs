using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Data.Files;

/// <summary>A JSON value that remembers its line and the way to it, so that a message can name them.</summary>
internal sealed class JsonNodeAt
{
    // So that many problems below a huge name take no huge memory.
    private const int LongestName = 60;
    private readonly List<(string Name, JsonNodeAt Value)> _members = [];
    private readonly List<JsonNodeAt> _items = [];

    private readonly JsonNodeAt? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonNodeAt(JsonTokenType kind, int line, string text, (JsonNodeAt? Parent, string? Name, int Index) at)
    {
        (Kind, Line, Text) = (kind, line, text);
        (_parent, _name, _index) = at;
    }

    /// <summary>The kind by its first token.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The way from the root: <c>rules.size.range.min</c>, <c>columns[2]</c>; empty for the root itself. Control characters are shown as blanks, long names shortened.</summary>
    public string Path
    {
        get
        {
            if (_parent is null) return "";
            var before = _parent.Path;
            if (_name is null) return $"{before}[{_index}]";
            var name = string.Concat(_name.Take(LongestName).Select(c => char.IsControl(c) ? ' ' : c)) + (_name.Length > LongestName ? "…" : "");
            return before.Length == 0 ? name : $"{before}.{name}";
        }
    }

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
            var node = ReadValue(ref reader, json, ref lines, default);
            return reader.Read() ? throw new JsonException("Something follows the document.") : node;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var line = e is JsonException { LineNumber: { } number } ? number + 1 : 1;
            throw new DataFileException(file, [$"{file}:{line}: not JSON: {e.Message}"], e);
        }
    }

    private static JsonNodeAt ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref LineCounter lines, (JsonNodeAt? Parent, string? Name, int Index) at)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        var node = new JsonNodeAt(reader.TokenType, lines.LineAt(json, (int)reader.TokenStartIndex), text, at);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) node._items.Add(ReadValue(ref reader, json, ref lines, (node, null, node._items.Count)));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                node._members.Add((name, ReadValue(ref reader, json, ref lines, (node, name, 0))));
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
