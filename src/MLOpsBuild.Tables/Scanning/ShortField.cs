using System.Runtime.CompilerServices;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Reads short fields with wide loads: up to eight bytes before and behind a field may be read. What is not known here goes to <see cref="FieldParser"/>.</summary>
internal static unsafe class ShortField
{
    private const ulong Zeros = 0x3030303030303030;
    private const ulong High = 0x8080808080808080;

    // Powers of ten up to 10¹⁵ are doubles without error.
    private static ReadOnlySpan<double> Tens => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>The bytes as a number whose lowest byte is the first one; one to eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(byte* text, int length) => Little(text) & (ulong.MaxValue >> (64 - 8 * length));

    /// <summary>A minus or none and one to eight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInteger(byte* bytes, int start, int end, out long value)
    {
        var negative = bytes[start] == '-' ? 1 : 0;
        var good = TryDigits(bytes, end, end - start - negative, out var digits);
        // Without a branch: signs are hard to foresee.
        value = ((long)digits ^ -negative) + negative;
        return good;
    }

    /// <summary>A minus or none, up to fifteen digits and a point or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNumber(byte* bytes, int start, int end, out double value)
    {
        var negative = bytes[start] == '-' ? 1 : 0;
        if (!TryDigits(bytes, end, end - start - negative, out var digits)) return TryDecimal(bytes + start, end - start, out value);
        value = digits;
        // A zero keeps its sign.
        if (negative != 0) value = -value;
        return true;
    }

    // Fifteen digits and an exact power of ten: one correctly rounded division gives the nearest double.
    private static bool TryDecimal(byte* text, int length, out double value)
    {
        value = 0;
        var negative = length > 0 && text[0] == '-';
        var at = negative ? 1 : 0;
        if (length - at > 16) return false;
        var mantissa = 0L;
        var digits = 0;
        var point = -1;
        for (; at < length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                mantissa = mantissa * 10 + digit;
                digits++;
            }
            else if (text[at] == '.' && point < 0) point = at;
            else return false;
        }

        if (digits is 0 or > 15) return false;
        value = point < 0 ? mantissa : mantissa / Tens[length - 1 - point];
        if (negative) value = -value;
        return true;
    }

    // One to eight digits that end at a place: the bytes before them become zeros, then three multiplications add up neighbours
    // (D. Lemire, "Quickly parsing eight digits", 2018).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(byte* bytes, int end, int count, out uint value)
    {
        // A count of 0 or beyond 8 shifts by something and is refused at the end.
        var keep = ulong.MaxValue << (64 - 8 * count);
        var chunk = (Little(bytes + end - 8) & keep) | (Zeros & ~keep);
        var outside = ((chunk + 0x4646464646464646) | (chunk - Zeros)) & High;
        chunk -= Zeros;
        chunk = chunk * 10 + (chunk >> 8);
        value = (uint)(((chunk & 0x000000FF000000FF) * 0x000F424000000064 + ((chunk >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32);
        return (uint)(count - 1) < 8 && outside == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Little(byte* bytes)
    {
        var value = Unsafe.ReadUnaligned<ulong>(bytes);
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
