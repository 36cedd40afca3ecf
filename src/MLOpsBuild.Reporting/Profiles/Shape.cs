using System.Globalization;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>How the values of a column are spread, in bins that all parts share.</summary>
/// <param name="Edges">The bins' edges: numbers, or days since the first day of the calendar.</param>
/// <param name="Counts">Per part the counts of each bin; of times those of a day, averaged over the bin.</param>
/// <param name="Outside">How many values of all parts lie outside the bins: the far ends of long tails.</param>
/// <param name="Labels">The words along the axis; null for numbers.</param>
internal sealed partial record Shape(IReadOnlyList<double> Edges, IReadOnlyList<IReadOnlyList<double>> Counts, long Outside, IReadOnlyList<(double Value, string Label)>? Labels)
{
    private const double Tail = 0.005;

    /// <summary>Null when there is nothing to draw.</summary>
    public static Shape? Of(IReadOnlyList<ColumnProfile?> parts, int bins)
    {
        var present = parts.OfType<ColumnProfile>().Where(p => p.Count > 0).ToList();
        if (present.Count == 0) return null;
        if (present.All(p => p.Type == ColumnType.Time)) return OfHours(parts, present, bins) ?? OfTimes(parts, present, bins);
        return present.All(p => p.Type is ColumnType.Number or ColumnType.Integer) ? OfNumbers(parts, present, bins) : null;
    }

    /// <summary>Times by whole days, however few they are. Null when there is nothing to draw.</summary>
    public static Shape? OfDays(IReadOnlyList<ColumnProfile?> parts, int bins)
    {
        var present = parts.OfType<ColumnProfile>().Where(p => p.Earliest is not null).ToList();
        return present.Count == 0 ? null : OfTimes(parts, present, bins);
    }

    private static Shape? OfNumbers(IReadOnlyList<ColumnProfile?> parts, List<ColumnProfile> present, int bins)
    {
        var (first, last) = Range(present);
        if (!double.IsFinite(last - first)) return null;
        if (present.All(p => p.Type == ColumnType.Integer))
        {
            // Every bin holds as many whole numbers as any other, or the bars would show a pattern that is not there.
            var width = Math.Max(1, Math.Ceiling((last - first + 1) / bins));
            bins = (int)Math.Min(bins, Math.Ceiling((last - first + 1) / width));
            first -= 0.5;
            last = first + (width * bins);
        }

        if (!(last > first)) (first, last) = (first - Math.Max(0.5, Math.Abs(first) * 0.1), last + Math.Max(0.5, Math.Abs(last) * 0.1));
        var made = parts.Select(p => p is null ? null : p.Histogram(bins, first, last)).ToList();
        if (made.OfType<Histogram>().FirstOrDefault() is not { } any) return null;
        var outside = present.Sum(p => p.Count - (p.Infinite ?? 0)) - made.OfType<Histogram>().Sum(h => h.Counts.Sum());
        return new Shape(any.Edges, [.. made.Select(h => Doubles(h?.Counts, bins))], outside, null);
    }

    // The whole range, unless a few values in the tails would squeeze all others into a bar or two.
    private static (double First, double Last) Range(List<ColumnProfile> present)
    {
        double low = present.Min(p => p.Quantile(Tail)!.Value), high = present.Max(p => p.Quantile(1 - Tail)!.Value);
        double first = present.Min(p => p.Min!.Value), last = present.Max(p => p.Max!.Value);
        var room = high - low;
        return (room > 0 && !(low - first <= room) ? low : first, room > 0 && !(last - high <= room) ? high : last);
    }

    private static Shape OfTimes(IReadOnlyList<ColumnProfile?> parts, List<ColumnProfile> present, int bins)
    {
        DateTime from = present.Min(p => p.Earliest!.Value).Date, to = present.Max(p => p.Latest!.Value).Date;
        var coarsest = present.Max(p => p.Period);
        if (coarsest != TimePeriod.Day) from = new DateTime(from.Year, coarsest == TimePeriod.Year ? 1 : from.Month, 1);
        var (start, days) = ((from - DateTime.MinValue).Days, (to - from).Days + 1);
        var width = (days + bins - 1) / bins;
        var used = (days + width - 1) / width;
        var counts = parts.Select(p =>
        {
            var sums = new double[used];
            foreach (var (day, count) in p?.Days ?? new Dictionary<DateTime, long>()) sums[Math.Clamp((day - from).Days / width, 0, used - 1)] += count;
            // The last bin may hold fewer days than the others: without the division it would look like a drop.
            for (var i = 0; i < used; i++) sums[i] /= Math.Min(width, days - (i * width));
            return (IReadOnlyList<double>)sums;
        });
        string Name(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var middle = from.AddDays(days / 2);
        IReadOnlyList<(double, string)> labels = days < 3 ? [(start, Name(from))] : [(start, Name(from)), (start + (days / 2), Name(middle)), (start + days, Name(to))];
        return new Shape([.. Enumerable.Range(0, used + 1).Select(i => (double)start + (i * width))], [.. counts], 0, labels);
    }

    private static double[] Doubles(IReadOnlyList<long>? counts, int bins) => counts is null ? new double[bins] : [.. counts.Select(c => (double)c)];
}
