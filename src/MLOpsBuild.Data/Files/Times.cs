using System.Globalization;

namespace MLOpsBuild.Data.Files;

/// <summary>The one way in which times are written in our files: <c>2001-01-31T23:55</c>, with seconds only when there are some.</summary>
internal static class Times
{
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fffffff"];

    public static string Format(DateTime time) => time.ToString(
        time.Ticks % TimeSpan.TicksPerMinute == 0 ? Formats[0] : time.Ticks % TimeSpan.TicksPerSecond == 0 ? Formats[1] : Formats[2],
        CultureInfo.InvariantCulture);

    public static string FormatDay(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTime time) =>
        DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static bool TryParseDay(string text, out DateTime day) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
