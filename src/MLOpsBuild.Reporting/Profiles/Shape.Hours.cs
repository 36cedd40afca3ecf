using System.Globalization;
using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Reporting.Profiles;

/// <content>Times of a few days.</content>
internal sealed partial record Shape
{
    /// <summary>The times by hours; null when there are so many days that a bin would hold more than three.</summary>
    private static Shape? OfHours(IReadOnlyList<ColumnProfile?> parts, List<ColumnProfile> present, int bins)
    {
        DateTime from = present.Min(p => p.Earliest!.Value).Date, to = present.Max(p => p.Latest!.Value).Date;
        var days = (to - from).Days + 1;
        var hours = ((days * 24) + bins - 1) / bins;
        var used = ((days * 24) + hours - 1) / hours;
        if (hours > 3 || DateTime.MaxValue - from < TimeSpan.FromHours(used * hours)) return null;
        var made = parts.Select(p => p?.TimeHistogram(used, from, from.AddHours(used * hours))).ToList();
        var start = (from - DateTime.MinValue).Days;
        string Name(double share) => from.AddHours(Math.Floor(share * used) * hours).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        IReadOnlyList<(double, string)> labels = [.. new[] { 0, 0.5, 1 }.Select(share => (start + (Math.Floor(share * used) * hours / 24), Name(share)))];
        return new Shape(
            [.. Enumerable.Range(0, used + 1).Select(i => start + (i * hours / 24.0))],
            [.. made.Select(h => Doubles(h?.Counts, used))],
            0,
            labels);
    }
}
