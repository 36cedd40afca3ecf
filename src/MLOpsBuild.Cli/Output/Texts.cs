using System.Globalization;

namespace MLOpsBuild.Cli.Output;

/// <summary>Sizes, times and counts as people read them.</summary>
internal static class Texts
{
    /// <summary>Bytes: <c>712 B</c>, <c>227 kB</c>, <c>1.4 MB</c> (of 1024).</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MB"),
    };

    /// <summary>A count with separators.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration: <c>0.42 s</c>, <c>12.3 s</c>.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>A time of data: to the minute, as data have no zone.</summary>
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The day of a time of data.</summary>
    public static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A moment: UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A metric: four digits behind the point.</summary>
    public static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "no data";

    /// <summary>A word with its number: <c>1 step</c>, <c>3 steps</c>.</summary>
    public static string Plural(int count, string word) => count == 1 ? $"1 {word}" : $"{Count(count)} {word}s";
}
