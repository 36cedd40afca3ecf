using System.Globalization;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Times as text: as short as the value allows, and read back to the same one.</summary>
internal static class Iso8601
{
    /// <summary>The form that writes a time without loss.</summary>
    public static string FormatOf(DateTime time) => (time.Ticks % TimeSpan.TicksPerMinute, time.Ticks % TimeSpan.TicksPerSecond) switch
    {
        (0, _) => "yyyy-MM-dd HH:mm",
        (_, 0) => "yyyy-MM-dd HH:mm:ss",
        _ => "yyyy-MM-dd HH:mm:ss.fffffff",
    };

    /// <summary>With a T between day and time.</summary>
    public static string Of(DateTime time) => time.ToString(FormatOf(time).Replace(' ', 'T'), CultureInfo.InvariantCulture);
}
