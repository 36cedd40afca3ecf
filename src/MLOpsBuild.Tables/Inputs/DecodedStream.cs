using System.Text;

namespace MLOpsBuild.Tables.Inputs;

/// <summary>Another encoding as UTF-8. What has no meaning in it becomes bytes that are no UTF-8 either, so that the reader names its place.</summary>
internal abstract class DecodedStream(Stream source) : ForwardStream
{
    private const int Piece = 1 << 14;
    private readonly byte[] _text = new byte[4 * Piece];
    private readonly byte[] _source = new byte[Piece];
    private int _held;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The encodings that Windows and the web knew before Unicode: one byte for each character.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="upper">What 0x80 to 0x9F mean.</param>
    public static DecodedStream SingleByte(Stream source, string upper) => new SingleByteStream(source, upper);

    public static DecodedStream Utf16(Stream source, bool bigEndian) => new Utf16Stream(source, bigEndian);

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end && !_ended) Decode();
        var count = Math.Min(buffer.Length, _end - _start);
        _text.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Writes what the bytes mean; up to three bytes for each one.</summary>
    /// <returns>The bytes used: less than all when the last ones are only the beginning of something.</returns>
    protected abstract int Decode(ReadOnlySpan<byte> bytes, bool ended, Span<byte> text, out int written);

    private void Decode()
    {
        var read = source.Read(_source.AsSpan(_held));
        _ended = read == 0;
        _held += read;
        var used = Decode(_source.AsSpan(0, _held), _ended, _text, out _end);
        _start = 0;
        _source.AsSpan(used, _held - used).CopyTo(_source);
        _held -= used;
    }

    private sealed class SingleByteStream(Stream source, string upper) : DecodedStream(source)
    {
        protected override int Decode(ReadOnlySpan<byte> bytes, bool ended, Span<byte> text, out int written)
        {
            written = 0;
            foreach (var c in bytes)
            {
                if (c < 0x80) text[written++] = c;
                else written += new Rune(c < 0xA0 ? upper[c - 0x80] : (char)c).EncodeToUtf8(text[written..]);
            }

            return bytes.Length;
        }
    }

    private sealed class Utf16Stream(Stream source, bool bigEndian) : DecodedStream(source)
    {
        protected override int Decode(ReadOnlySpan<byte> bytes, bool ended, Span<byte> text, out int written)
        {
            written = 0;
            var at = 0;
            while (at + 1 < bytes.Length)
            {
                var first = Unit(bytes, at);
                if (char.IsHighSurrogate(first) && at + 3 >= bytes.Length && !ended) return at;
                var second = at + 3 < bytes.Length ? Unit(bytes, at + 2) : '\0';
                if (char.IsSurrogatePair(first, second))
                {
                    written += new Rune(first, second).EncodeToUtf8(text[written..]);
                    at += 4;
                    continue;
                }

                if (char.IsSurrogate(first)) text[written++] = 0xFF;
                else written += new Rune(first).EncodeToUtf8(text[written..]);
                at += 2;
            }

            if (at < bytes.Length && ended)
            {
                text[written++] = 0xFF;
                at++;
            }

            return at;
        }

        private char Unit(ReadOnlySpan<byte> bytes, int at) => (char)(bigEndian ? bytes[at] << 8 | bytes[at + 1] : bytes[at + 1] << 8 | bytes[at]);
    }
}
