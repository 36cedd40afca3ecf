using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>Undoes the escapes of JSON texts.</summary>
internal sealed class JsonText
{
    private byte[] _text = [];
    private byte[] _quoted = [];

    /// <summary>The text of a value, valid until the next call; false when an escape stands for half a character.</summary>
    public bool TryRead(ReadOnlySpan<byte> line, in JsonValue value, out ReadOnlySpan<byte> text)
    {
        text = line.Slice(value.Start, value.Length);
        if (!value.Escaped) return true;
        try
        {
            text = Unescape(text);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A key as text.</summary>
    /// <exception cref="InvalidOperationException">It is no Unicode.</exception>
    public static string Key(ref Utf8JsonReader key) => key.GetString()!;

    /// <summary>The same as bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_text.Length < raw.Length)
        {
            _text = new byte[raw.Length * 2];
            _quoted = new byte[raw.Length * 2 + 2];
        }

        _quoted[0] = (byte)'"';
        raw.CopyTo(_quoted.AsSpan(1));
        _quoted[raw.Length + 1] = (byte)'"';
        var reader = new Utf8JsonReader(_quoted.AsSpan(0, raw.Length + 2));
        reader.Read();
        return _text.AsSpan(0, reader.CopyString(_text));
    }
}
