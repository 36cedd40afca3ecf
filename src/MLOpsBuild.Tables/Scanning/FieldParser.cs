using System.Buffers;
using System.Globalization;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Reads typed values from the bytes of a field. Nothing is trimmed and no culture is asked.</summary>
internal static class FieldParser
{
    private const int ExactDigits = 15;
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    // Powers of ten up to 10¹⁵ are doubles without error.
    private static readonly double[] Tens =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>An optional sign and digits, within 64 bits.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        var digits = !text.IsEmpty && (negative || text[0] == '+') ? text[1..] : text;
        if (digits.IsEmpty) return false;
        if (digits.Length > 18) return IsDigits(digits) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        foreach (var c in digits)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            value = value * 10 + digit;
        }

        if (negative) value = -value;
        return true;
    }

    /// <summary>A finite decimal number, or Infinity with a sign or without.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        if (TryShort(text, out value)) return true;
        if (text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (text.ContainsAnyExcept(NumberBytes)) return false;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary><c>yyyy-MM-dd</c>, then optionally a space or T and <c>HH:mm[:ss[.fffffff]]</c>; no zone.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (!TryTimeOfDay(text[10..], out var ticks)) return false;
        value = new DateTime(year, month, day).AddTicks(ticks);
        return value != DateTime.MinValue;
    }

    /// <summary>An integer as this library would write it: a leading zero or a plus marks an identifier.</summary>
    public static bool LooksInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var digits = !text.IsEmpty && text[0] == '-' ? text[1..] : text;
        return !digits.IsEmpty && digits[0] != '+' && (digits[0] != '0' || text.Length == 1) && TryInteger(text, out value);
    }

    /// <summary>A number without a leading zero or plus, whose digits would survive as a double.</summary>
    public static bool LooksNumber(ReadOnlySpan<byte> text)
    {
        var digits = !text.IsEmpty && text[0] == '-' ? text[1..] : text;
        if (digits.IsEmpty || digits[0] == '+') return false;
        if (digits[0] == '0' && digits.Length > 1 && digits[1] is >= (byte)'0' and <= (byte)'9') return false;
        return (digits.Length <= 18 || !IsDigits(digits)) && TryNumber(text, out _);
    }

    // Up to fifteen digits and a power of ten that is exact: one correctly rounded division gives the nearest double.
    private static bool TryShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        var digits = negative ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > ExactDigits + 1) return false;
        long mantissa = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit <= 9) mantissa = mantissa * 10 + digit;
            else if (digits[i] == '.' && point < 0) point = i;
            else return false;
        }

        var count = point < 0 ? digits.Length : digits.Length - 1;
        if (count is 0 or > ExactDigits) return false;
        value = point < 0 ? mantissa : mantissa / Tens[digits.Length - 1 - point];
        if (negative) value = -value;
        return true;
    }

    private static bool TryTimeOfDay(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty) return true;
        if (text.Length is not (6 or 9) && text.Length is not (> 10 and <= 17)) return false;
        if (text[0] is not ((byte)' ' or (byte)'T') || text[3] != ':') return false;
        if (!Digits(text[1..3], out var hour) || !Digits(text[4..6], out var minute) || hour > 23 || minute > 59) return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (text.Length == 6) return true;
        if (text[6] != ':' || !Digits(text[7..9], out var second) || second > 59) return false;
        ticks += second * TimeSpan.TicksPerSecond;
        if (text.Length == 9) return true;
        if (text[9] != '.' || !Digits(text[10..], out var fraction)) return false;
        for (var i = text.Length - 10; i < 7; i++) fraction *= 10;
        ticks += fraction;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }

        return !text.IsEmpty;
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
