using System.Globalization;
using System.Text;

namespace MLOpsBuild.Documents;

/// <summary>Numbers as people read them: few significant digits, a true minus sign, signed changes, named units. Never depends on a culture.</summary>
/// <remarks>For display only: a file that a program reads takes the round-trip form instead.</remarks>
public static class Numbers
{
    /// <summary>What stands for a value that does not exist: no data is never shown as a number.</summary>
    public const string None = "–";

    private const char Minus = '\u2212';

    /// <summary>A value with <paramref name="digits"/> significant digits (at least one); the integer part is never rounded away.</summary>
    /// <remarks>From 1e15 up, or under 1e-4, in scientific notation. Under 0.1, zeros at the end beyond four decimals are left out. A missing value or NaN gives <see cref="None"/>.</remarks>
    public static string Significant(double? value, int digits = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        if (value is not { } x || double.IsNaN(x)) return None;
        if (double.IsInfinity(x)) return x > 0 ? "∞" : Minus + "∞";
        if (x == 0) return "0";
        // The exponent is taken after rounding, so that 9.9996 becomes 10.00 and not 10.000.
        var scientific = x.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var mark = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        if (exponent is >= 15 or < -4) return Negative(scientific[..mark]) + "e" + Negative(exponent.ToString(CultureInfo.InvariantCulture));
        var text = Decimals(x, Math.Max(0, digits - 1 - exponent));
        return exponent < -1 ? WithoutEmptyEnd(text) : text;
    }

    /// <summary>A value with exactly <paramref name="decimals"/> digits after the point and commas between thousands.</summary>
    public static string Decimals(double value, int decimals)
    {
        var text = value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return IsZero(text) ? text.TrimStart('-') : Negative(text);
    }

    /// <summary>A change with its sign, to <paramref name="digits"/> significant digits; no change is <c>0</c>.</summary>
    public static string Signed(double? change, int digits = 2)
    {
        var text = Significant(change, digits);
        return change > 0 ? "+" + text : text;
    }

    /// <summary>A count with commas between thousands.</summary>
    public static string Count(long value) => Negative(value.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A share of 0 to 1 as a percentage with one decimal.</summary>
    public static string Percent(double? share) =>
        share is not { } x || double.IsNaN(x) ? None : Decimals(x * 100, 1) + " %";

    /// <summary>An interval, <c>[0.8210, 0.8500]</c>; <see cref="None"/> when either end is missing.</summary>
    public static string Interval(double? low, double? high) =>
        low is null || high is null ? None : $"[{Significant(low)}, {Significant(high)}]";

    /// <summary>A duration in the unit that leaves it readable: <c>820 µs</c>, <c>41.2 ms</c>, <c>3.05 s</c>, <c>4 min 07 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0 s";
        if (duration < TimeSpan.Zero) return Minus + Duration(duration.Negate());
        if (duration.TotalMilliseconds < 1) return Significant(duration.TotalMicroseconds, 3) + " µs";
        if (duration.TotalSeconds < 1) return Significant(duration.TotalMilliseconds, 3) + " ms";
        if (duration.TotalMinutes < 1) return Significant(duration.TotalSeconds, 3) + " s";
        return duration.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours} h {duration.Minutes:00} min");
    }

    /// <summary>A size in bytes with a binary unit: <c>512 B</c>, <c>226.8 KiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double size = bytes;
        var unit = 0;
        for (; Math.Abs(size) >= 1024 && unit < units.Length - 1; unit++) size /= 1024;
        return (unit == 0 ? Count(bytes) : Decimals(size, 1)) + " " + units[unit];
    }

    // 0.0008 says what 0.0008000 says; up to four decimals stay, so that small values line up with greater ones.
    private static string WithoutEmptyEnd(string text)
    {
        var end = text.Length;
        while (text[end - 1] == '0' && end - text.IndexOf('.', StringComparison.Ordinal) > 5) end--;
        return text[..end];
    }

    private static string Negative(string text) => text.Replace('-', Minus);

    private static bool IsZero(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsDigit(rune) && rune.Value != '0') return false;
        }

        return true;
    }
}
