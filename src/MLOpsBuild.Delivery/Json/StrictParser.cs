using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Delivery.Json;

/// <summary>Turns bytes into values that know their lines; refuses comments, trailing commas, duplicate keys and broken text.</summary>
internal ref struct StrictParser
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly StrictReport _report;
    private Utf8JsonReader _reader;
    private int _line;
    private int _counted;

    private StrictParser(ReadOnlySpan<byte> utf8, StrictReport report, int firstLine)
    {
        _utf8 = utf8;
        _report = report;
        _line = firstLine;
        _reader = new Utf8JsonReader(utf8);
    }

    /// <summary>The root value; null when the bytes are no JSON, which is then reported.</summary>
    public static StrictValue? Parse(ReadOnlySpan<byte> utf8, StrictReport report, int firstLine)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var parser = new StrictParser(utf8, report, firstLine);
        try
        {
            parser._reader.Read();
            var root = parser.Value("$");
            parser._reader.Read(); // anything after the document is an error
            return root;
        }
        catch (JsonException e)
        {
            report.Add(firstLine + (int)(e.LineNumber ?? 0), "not valid JSON: " + FirstSentence(e.Message));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to bytes that are not UTF-8 and to half of a surrogate pair.
            report.Add(parser._line, "not valid JSON: a text holds bytes that are not Unicode.");
            return null;
        }
    }

    private StrictValue Value(string path)
    {
        var kind = _reader.TokenType;
        var value = new StrictValue(_report, kind, Line(), path, Raw(kind));
        if (kind == JsonTokenType.StartObject) Members(value);
        else if (kind == JsonTokenType.StartArray) Items(value);
        return value;
    }

    private void Members(StrictValue owner)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var line = Line();
            var name = _reader.GetString()!;
            if (!seen.Add(name)) _report.Add(line, $"{owner.Path}: the key '{name}' occurs twice.");
            _reader.Read();
            owner.Members.Add((name, line, Value(owner.Path + "." + name)));
        }
    }

    private void Items(StrictValue owner)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            owner.Items.Add(Value($"{owner.Path}[{owner.Items.Count}]"));
        }
    }

    private readonly string Raw(JsonTokenType kind) => kind switch
    {
        JsonTokenType.String => _reader.GetString()!,
        JsonTokenType.StartObject or JsonTokenType.StartArray => string.Empty,
        _ => Encoding.UTF8.GetString(_reader.ValueSpan),
    };

    private int Line()
    {
        var start = (int)_reader.TokenStartIndex;
        _line += _utf8[_counted..start].Count((byte)'\n');
        _counted = start;
        return _line;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
