using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MLOpsBuild.Content.Packing;

/// <summary>Which paths a pack may hold: those that every system can, below the folder that the pack is taken out to.</summary>
internal static class PackPath
{
    private const int MostBytes = 4096;
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\:*?\"<>|");
    private static readonly SearchValues<string> Devices = SearchValues.Create(
        ["CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"],
        StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">The path is not one of those.</exception>
    public static string Check(string path)
    {
        if (path.Length == 0 || Encoding.UTF8.GetByteCount(path) > MostBytes) Refuse(path, $"a path has 1 to {MostBytes} bytes");
        if (path.Contains('\uFFFD', StringComparison.Ordinal)) Refuse(path, "it is not UTF-8");
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or "." or "..") Refuse(path, "it leads elsewhere: it is absolute, or has an empty part, '.' or '..'");
            if (segment.AsSpan().ContainsAny(Refused) || segment.Any(char.IsControl)) Refuse(path, "it has a character that not every system allows: \\ : * ? \" < > | or a control character");
            if (segment[^1] is '.' or ' ') Refuse(path, "a part of it ends with a dot or a space, which Windows drops");
            if (Devices.Contains(segment.Split('.')[0])) Refuse(path, "a part of it names a device on Windows");
        }

        return path;
    }

    /// <summary>The order of paths in a pack: by their UTF-8 bytes, which sort as code points do.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length - right.Length;
        var (a, b) = (left[same], right[same]);
        // Half of a pair stands for a code point above all that take one unit.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }

    [DoesNotReturn]
    private static void Refuse(string path, string why) => throw new InvalidDataException($"'{Plain.Line(path)}' cannot be in a pack: {why}.");
}
