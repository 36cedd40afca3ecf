using System.Globalization;
using System.Text;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Times in forms of one's own, in the invariant culture. Null stands for ISO 8601.</summary>
internal sealed class TimeFormats
{
    private const int MostBytes = 64;
    private readonly string[] _formats;

    private TimeFormats(string[] formats) => _formats = formats;

    public static TimeFormats? Of(IReadOnlyList<string> formats)
    {
        foreach (var format in formats)
        {
            if (format.Length < 2) throw new ArgumentException($"'{format}' is no form of a time: write it out, like yyyy-MM-dd.");
            if (format.AsSpan().ContainsAny('z', 'K')) throw new ArgumentException($"'{format}' has a zone; times are local.");
        }

        return formats.Count == 0 ? null : new TimeFormats([.. formats]);
    }

    public bool TryRead(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length > MostBytes) return false;
        Span<char> chars = stackalloc char[MostBytes];
        if (!Encoding.UTF8.TryGetChars(text, chars, out var count)) return false;
        return DateTime.TryParseExact(chars[..count], _formats, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out time) && time != DateTime.MinValue;
    }

    public override string ToString() => string.Join(" or ", _formats);
}
