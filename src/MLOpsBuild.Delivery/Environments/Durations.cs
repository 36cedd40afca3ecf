using System.Globalization;

namespace MLOpsBuild.Delivery.Environments;

/// <summary>Durations as people write them in files: <c>30s</c>, <c>5m</c>, <c>12h</c>, <c>7d</c>, <c>50ms</c>.</summary>
public static class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>How messages describe what is allowed.</summary>
    public const string Expected = "a duration such as 30s, 5m, 12h or 7d";

    /// <summary>Reads a duration of whole units, from 0 to ten years; null for anything else.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits is 0 or > 12) return null;
        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        var unit = text[digits..];
        foreach (var (name, ticks) in Units)
        {
            if (string.Equals(name, unit, StringComparison.Ordinal)) return count <= TimeSpan.TicksPerDay * 3660 / ticks ? new TimeSpan(count * ticks) : null;
        }

        return null;
    }

    /// <summary>Writes a duration in the largest unit that divides it; <see cref="TryParse"/> reads it back.</summary>
    public static string ToText(TimeSpan duration)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            var (name, ticks) = Units[i];
            if (duration.Ticks >= ticks && duration.Ticks % ticks == 0) return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{name}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / TimeSpan.TicksPerMillisecond}ms");
    }
}
