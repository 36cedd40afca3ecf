using MLOpsBuild.Tables.Inputs;

namespace MLOpsBuild.Tables.Reading;

/// <summary>A file's text as UTF-8 without a byte order mark, unpacked and decoded.</summary>
internal sealed class TextSource : IDisposable
{
    // The five bytes that 1252 does not use stand for the control characters of their number, as https://encoding.spec.whatwg.org says.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static readonly string Latin1 = string.Create(32, 0, (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)(0x80 + i);
    });

    private readonly Stream? _unpacking;

    private TextSource(Stream text, TextEncoding encoding, Stream? unpacking)
    {
        Text = text;
        Encoding = encoding;
        _unpacking = unpacking;
    }

    public Stream Text { get; }

    /// <summary>What the file is written in.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>Opens a file. A byte order mark says more than the encoding that was asked for.</summary>
#pragma warning disable CA2000 // Decoders own memory and nothing else; what unpacks is disposed with the source.
    public static TextSource Open(Stream file, string name, TextEncoding? wanted)
    {
        var unpacking = FileStart.Unpack(ref file, name);
        Span<byte> head = stackalloc byte[3];
        var text = FileStart.Peek(file, head, out var found);
        var (encoding, mark) = head[..found] switch
        {
            [0xEF, 0xBB, 0xBF] => (TextEncoding.Utf8, 3),
            [0xFF, 0xFE, ..] => (TextEncoding.Utf16LittleEndian, 2),
            [0xFE, 0xFF, ..] => (TextEncoding.Utf16BigEndian, 2),
            _ => (wanted ?? TextEncoding.Utf8, 0),
        };
        text.ReadExactly(head[..mark]);
        Stream decoded = encoding switch
        {
            TextEncoding.Utf16LittleEndian => DecodedStream.Utf16(text, bigEndian: false),
            TextEncoding.Utf16BigEndian => DecodedStream.Utf16(text, bigEndian: true),
            TextEncoding.Latin1 => DecodedStream.SingleByte(text, Latin1),
            TextEncoding.Windows1252 => DecodedStream.SingleByte(text, Windows1252),
            _ => text,
        };
        return new TextSource(decoded, encoding, unpacking);
    }
#pragma warning restore CA2000

    public void Dispose() => _unpacking?.Dispose();
}
