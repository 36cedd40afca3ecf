using System.Text;

namespace MLOpsBuild.Data.Imports;

/// <summary>Reads the part of YAML that DVC writes: block mappings and lists by indent, mappings and lists in braces on one line, plain and quoted scalars, blocks of text, comments.</summary>
/// <remarks>No anchors, tags, several documents or keys that are no scalars: those are refused with their line, never guessed at.</remarks>
internal sealed class Yaml
{
    public const long MostBytes = 16L << 20;
    private const int MostDepth = 32;
    private readonly string _file;
    private readonly List<(int Number, int Indent, string Text)> _lines = [];
    private int _at;

    private Yaml(string text, string file)
    {
        _file = file;
        var number = 0;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r', ' ');
            var indent = line.Length - line.TrimStart(' ').Length;
            if (line.AsSpan(indent).StartsWith("\t")) throw Wrong(number, "a tab where blanks are needed");
            if (line.Length > indent && line[indent] != '#') _lines.Add((number, indent, line[indent..]));
        }

        if (_lines.Count > 0 && _lines[0].Text == "---") _lines.RemoveAt(0);
    }

    /// <exception cref="ImportException">It is something else.</exception>
    public static YamlNode Parse(string text, string file)
    {
        var reader = new Yaml(text, file);
        if (reader._lines.Count == 0) throw new ImportException($"{file} is empty.");
        var root = reader.Block(reader._lines[0].Indent, 0);
        return reader._at == reader._lines.Count ? root : throw reader.Wrong(reader._lines[reader._at].Number, "an indent that fits no line above");
    }

    private YamlNode Block(int indent, int depth)
    {
        if (depth > MostDepth) throw Wrong(_lines[_at].Number, $"more than {MostDepth} levels");
        return IsItem(_lines[_at].Text) ? List(indent, depth) : Mapping(indent, depth);
    }

    private static bool IsItem(string text) => text == "-" || text.StartsWith("- ", StringComparison.Ordinal);

    private YamlNode List(int indent, int depth)
    {
        var node = new YamlNode(_lines[_at].Number);
        while (_at < _lines.Count && _lines[_at].Indent == indent && IsItem(_lines[_at].Text))
        {
            var (number, _, text) = _lines[_at];
            var rest = text[1..].TrimStart(' ');
            if (rest.Length == 0)
            {
                _at++;
                node.Items.Add(Nested(indent, number, depth));
            }
            else if (rest[0] is not ('{' or '[' or '"' or '\'') && KeyEnd(rest) >= 0)
            {
                // The item is a mapping that begins behind its dash: as if it began on a line of its own.
                var inner = indent + text.Length - rest.Length;
                _lines[_at] = (number, inner, rest);
                node.Items.Add(Block(inner, depth + 1));
            }
            else
            {
                _at++;
                node.Items.Add(Scalar(rest, number, indent, depth));
            }
        }

        return node;
    }

    private YamlNode Mapping(int indent, int depth)
    {
        var node = new YamlNode(_lines[_at].Number);
        while (_at < _lines.Count && _lines[_at].Indent == indent && !IsItem(_lines[_at].Text))
        {
            var (number, _, text) = _lines[_at++];
            var end = KeyEnd(text);
            if (end < 0) throw Wrong(number, $"'{text}', where 'key: value' is needed");
            var key = Unquoted(text[..end].TrimEnd(), number);
            if (node[key] is not null) throw Wrong(number, $"the key '{key}' a second time");
            var rest = WithoutComment(text[(end + 1)..].Trim());
            node.Members.Add((key, rest.Length == 0 ? Nested(indent, number, depth) : Scalar(rest, number, indent, depth)));
        }

        return node;
    }

    /// <summary>What stands below a key or a dash: deeper, or a list right below its key; nothing is an empty text.</summary>
    private YamlNode Nested(int indent, int number, int depth)
    {
        if (_at < _lines.Count && (_lines[_at].Indent > indent || (_lines[_at].Indent == indent && IsItem(_lines[_at].Text) && !IsItem(LineAt(number))))) return Block(_lines[_at].Indent, depth + 1);
        return new YamlNode(number) { Text = "" };
    }

    private string LineAt(int number) => _lines.Find(l => l.Number == number).Text;

    private YamlNode Scalar(string text, int number, int indent, int depth)
    {
        if (text[0] is '&' or '*' or '!') throw Wrong(number, $"'{text}': anchors and tags are not read");
        if (text[0] is '{' or '[') return new YamlFlow(text, number, _file).Read(depth);
        var lines = new List<string> { text };
        while (_at < _lines.Count && _lines[_at].Indent > indent)
        {
            // A plain scalar that goes on has no ': ' in it: that is a key in the wrong place.
            if (text[0] is not ('|' or '>' or '"' or '\'') && KeyEnd(_lines[_at].Text) >= 0) throw Wrong(_lines[_at].Number, "an indent that fits no line above");
            lines.Add(_lines[_at++].Text);
        }

        if (text[0] is '|' or '>') return new YamlNode(number) { Text = string.Join(text[0] == '|' ? '\n' : ' ', lines.Skip(1)) };
        return new YamlNode(number) { Text = Unquoted(WithoutComment(string.Join(' ', lines)), number) };
    }

    /// <summary>The colon behind a key; −1 when there is none.</summary>
    private static int KeyEnd(string text)
    {
        var from = 0;
        if (text[0] is '"' or '\'')
        {
            from = text.IndexOf(text[0], 1) + 1;
            if (from == 0) return -1;
        }

        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == ':' && (at + 1 == text.Length || text[at + 1] == ' ')) return at;
        }

        return -1;
    }

    private static string WithoutComment(string text) => text.Length > 0 && text[0] is '"' or '\'' ? text : text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var at ? text[..at].TrimEnd() : text.StartsWith('#') ? "" : text;

    private string Unquoted(string text, int number) => YamlFlow.Unquoted(text) ?? throw Wrong(number, $"{text}, whose quotes do not end as they begin");

    private ImportException Wrong(int number, string what) => new($"{_file}:{number}: {what}. Files as DVC writes them can be read.");
}

/// <summary>A value in braces on one line: <c>{path: data.csv, hash: md5}</c>.</summary>
internal sealed class YamlFlow(string text, int number, string file)
{
    private int _at;

    public YamlNode Read(int depth)
    {
        var node = Value(depth);
        Skip();
        return _at == text.Length || text[_at] == '#' ? node : throw Wrong();
    }

    /// <summary>A scalar's text; null when its quotes do not end.</summary>
    public static string? Unquoted(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\'')) return text;
        if (text.Length < 2 || text[^1] != text[0]) return null;
        var inner = text[1..^1];
        if (text[0] == '\'') return inner.Replace("''", "'", StringComparison.Ordinal);
        var plain = new StringBuilder();
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"') return null;
            if (inner[i] != '\\') plain.Append(inner[i]);
            else if (++i == inner.Length) return null;
            else plain.Append(inner[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
        }

        return plain.ToString();
    }

    private YamlNode Value(int depth)
    {
        if (depth > 32) throw Wrong();
        Skip();
        if (_at == text.Length) throw Wrong();
        if (text[_at] is not ('{' or '[')) return new YamlNode(number) { Text = Word() };
        var (node, closing) = (new YamlNode(number), text[_at++] == '{' ? '}' : ']');
        Skip();
        while (_at < text.Length && text[_at] != closing)
        {
            if (closing == ']') node.Items.Add(Value(depth + 1));
            else node.Members.Add((Key(), Value(depth + 1)));
            Skip();
            if (_at < text.Length && text[_at] == ',') _at++;
            else if (_at >= text.Length || text[_at] != closing) throw Wrong();
            Skip();
        }

        if (_at++ >= text.Length) throw Wrong();
        return node;
    }

    private string Key()
    {
        var key = Word();
        Skip();
        return _at < text.Length && text[_at++] == ':' ? key : throw Wrong();
    }

    private string Word()
    {
        var start = _at;
        if (_at < text.Length && text[_at] is '"' or '\'')
        {
            var quote = text[_at++];
            while (_at < text.Length && text[_at] != quote) _at += text[_at] == '\\' && quote == '"' ? 2 : 1;
            _at = Math.Min(text.Length, _at + 1);
        }
        else
        {
            while (_at < text.Length && text[_at] is not (',' or '}' or ']' or '{' or '[') && !(text[_at] == ':' && (_at + 1 == text.Length || text[_at + 1] == ' '))) _at++;
        }

        return Unquoted(text[start.._at].Trim()) ?? throw Wrong();
    }

    private void Skip()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
    }

    private ImportException Wrong() => new($"{file}:{number}: '{text}' can not be read. Files as DVC writes them can be.");
}
