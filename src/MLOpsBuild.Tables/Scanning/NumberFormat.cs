using System.Text;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Numbers with a mark other than the point, or with marks between groups of three digits, as numbers with a point. Null stands for the usual form.</summary>
internal sealed class NumberFormat
{
    /// <summary>The longest number.</summary>
    public const int MostBytes = 128;
    private readonly byte _point;
    private readonly byte[] _group;

    private NumberFormat(char point, string group)
    {
        _point = (byte)point;
        _group = Encoding.UTF8.GetBytes(group);
    }

    public static NumberFormat? Of(char point, char? group)
    {
        if (point > 127 || char.IsAsciiLetterOrDigit(point) || point is '"' or '+' or '-') throw new ArgumentException($"'{point}' cannot stand before decimals.");
        if (group is { } mark && (mark == point || char.IsAsciiLetterOrDigit(mark) || mark is '"' or '+' or '-')) throw new ArgumentException($"'{mark}' cannot stand between thousands.");
        return point == '.' && group is null ? null : new NumberFormat(point, group?.ToString() ?? "");
    }

    /// <summary>The number in the usual form; false when it has another one. Groups are one to three digits, then three each.</summary>
    public bool TryRewrite(ReadOnlySpan<byte> text, Span<byte> plain, out int length)
    {
        length = 0;
        if (text.Length > MostBytes) return false;
        var at = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var run = 0;
        var groups = 0;
        text[..at].CopyTo(plain);
        length = at;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit((char)text[at])) run++;
            else if (_group.Length > 0 && text[at..].StartsWith(_group))
            {
                if (run is 0 or > 3 || (groups > 0 && run != 3) || (groups == 0 && plain[length - run] == '0')) return false;
                groups++;
                run = 0;
                at += _group.Length - 1;
                continue;
            }
            else break;

            plain[length++] = text[at];
        }

        return (groups == 0 || run == 3) && TryCopyRest(text[at..], plain, ref length);
    }

    private bool TryCopyRest(ReadOnlySpan<byte> rest, Span<byte> plain, ref int length)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var c = rest[i];
            if (i == 0 && c == _point) c = (byte)'.';
            else if (!char.IsAsciiDigit((char)c) && c is not ((byte)'e' or (byte)'E' or (byte)'+' or (byte)'-')) return false;
            plain[length++] = c;
        }

        return true;
    }
}
