using System.Globalization;
using System.Text;

namespace MLOpsBuild.Content.Packing;

/// <summary>The one header that a pack has for a file: POSIX ustar, mode 644, no owner, the time 0; before it a pax header where a path or size does not fit.</summary>
internal static class TarHeader
{
    public const int Block = 512;

    /// <summary>More than the longest path needs.</summary>
    public const int MostPaxBytes = 8192;

    private const int NameBytes = 100;
    private const long MostOctal = (1L << 33) - 1;

    public static byte[] For(string path, long size)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var fits = name.Length <= NameBytes && Ascii.IsValid(name);
        if (fits && size <= MostOctal) return Header(name, size, '0');
        var records = (fits ? "" : Record("path", path)) + (size <= MostOctal ? "" : Record("size", size.ToString(CultureInfo.InvariantCulture)));
        var pax = Encoding.UTF8.GetBytes(records);
        return [.. Header("pax"u8, pax.Length, 'x'), .. pax, .. new byte[Padding(pax.Length)], .. Header(fits ? name : "long-name"u8, Math.Min(size, MostOctal), '0')];
    }

    /// <summary>Zero bytes that follow so many bytes of content.</summary>
    public static int Padding(long size) => (int)((Block - (size % Block)) % Block);

    /// <summary>The number in a field of a header; null when it is none.</summary>
    public static long? SizeIn(ReadOnlySpan<byte> header)
    {
        var size = 0L;
        foreach (var digit in header.Slice(124, 11))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            size = (size * 8) + (digit - '0');
        }

        return size;
    }

    public static string NameIn(ReadOnlySpan<byte> header)
    {
        var name = header[..NameBytes];
        var end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>The value of a pax record; null when there is none. What is not well-formed is found later, for the header made of it differs.</summary>
    public static string? RecordIn(ReadOnlySpan<byte> pax, string key)
    {
        foreach (var line in Encoding.UTF8.GetString(pax).Split('\n'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line.AsSpan(space + 1).StartsWith(key + "=", StringComparison.Ordinal)) return line[(space + key.Length + 2)..];
        }

        return null;
    }

    private static byte[] Header(ReadOnlySpan<byte> name, long size, char type)
    {
        var header = new byte[Block];
        name.CopyTo(header);
        Put("0000644\0" + "0000000\0" + "0000000\0", 100);
        Put(Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "00000000000\0", 124);
        Put("        " + type, 148);
        Put("ustar\0" + "00", 257);
        Put("0000000\0" + "0000000\0", 329);
        Put(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ", 148);
        return header;

        void Put(string text, int at) => Encoding.ASCII.GetBytes(text).CopyTo(header.AsSpan(at));
    }

    /// <summary>A pax record begins with its own length, digits included.</summary>
    private static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + 1;
        while (rest + length.ToString(CultureInfo.InvariantCulture).Length != length) length++;
        return $"{length.ToString(CultureInfo.InvariantCulture)} {key}={value}\n";
    }
}
