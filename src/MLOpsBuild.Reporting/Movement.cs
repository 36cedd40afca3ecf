namespace MLOpsBuild.Reporting;

/// <summary>Which slices moved most against what is accepted.</summary>
internal static class Movement
{
    /// <summary>How many are worth a reader's first minute.</summary>
    public const int Shown = 8;

    /// <summary>The slices with the greatest changes, worst first. Metrics of different units are compared by the width of their own interval, without one by the accepted value.</summary>
    public static IReadOnlyList<SliceLine> Most(ReportModel model) =>
    [
        .. model.Slices.Select((slice, i) => (Slice: slice, Size: Size(slice.Metric), Place: i)).Where(m => m.Size > 0)
            .OrderByDescending(m => m.Size).ThenBy(m => m.Place).Take(Shown)
            .OrderBy(m => IsBetter(m.Slice.Metric)).ThenByDescending(m => m.Size).ThenBy(m => m.Place).Select(m => m.Slice),
    ];

    /// <summary>Whether a change is for the better.</summary>
    public static bool IsBetter(MetricLine metric) => metric.Change > 0 == (metric.Better == Better.Higher);

    private static double Size(MetricLine metric)
    {
        if (metric.Change is not { } change || !double.IsFinite(change)) return 0;
        var unit = metric.High - metric.Low is { } width && double.IsFinite(width) && width > 0 ? width : Math.Abs(metric.Accepted ?? 0);
        return Math.Abs(change) / (unit > 0 && double.IsFinite(unit) ? unit : 1);
    }
}
