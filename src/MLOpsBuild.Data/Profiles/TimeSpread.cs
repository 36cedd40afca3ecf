namespace MLOpsBuild.Data.Profiles;

/// <summary>Where each share of the times lies: every distinct one with its count while they are few, the sketch of numbers beyond that.</summary>
/// <remarks>
/// A time is the number of seconds since 0001-01-01, cut to whole milliseconds: such numbers are exact in every year of the calendar. Whether all are counted depends
/// only on what the times are, not on how they were grouped or merged.
/// </remarks>
internal sealed class TimeSpread
{
    /// <summary>The most distinct times that are all counted.</summary>
    public const int ExactLimit = 1024;

    private readonly SortedCounts _all;
    // A class: two threads that fill it at once write the same, and a reference is never half written.
    private SortedCounts? _weighted;

    private TimeSpread(SortedCounts all, QuantileSketch? sketch) => (_all, Sketch) = (all, sketch);

    public static TimeSpread None { get; } = new(SortedCounts.None, null);

    /// <summary>Null when every time is counted.</summary>
    public QuantileSketch? Sketch { get; }

    /// <summary>Every time with its count; those of the sketch, each with the number of times it stands for, when there are too many.</summary>
    public SortedCounts Sorted => Sketch is null ? _all : _weighted ??= Weighted(Sketch);

    public static TimeSpread Of(SortedCounts seconds) =>
        seconds.Values.Length <= ExactLimit ? new(seconds, null) : new(SortedCounts.None, QuantileSketch.Of(seconds.Values, seconds.Counts));

    public static TimeSpread Of(QuantileSketch sketch) => new(SortedCounts.None, sketch);

    public TimeSpread Merge(TimeSpread other)
    {
        if (Sketch is null && other.Sketch is null) return Of(_all.Merge(other._all));
        if (Sketch is null && _all.Values.Length == 0) return other;
        if (other.Sketch is null && other._all.Values.Length == 0) return this;
        return Of((Sketch ?? SketchOf(_all)).Merge(other.Sketch ?? SketchOf(other._all)));
    }

    public static double SecondsOf(DateTime time) => time.Ticks / TimeSpan.TicksPerMillisecond / 1000.0;

    public static DateTime TimeOf(double seconds) => new((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond);

    /// <summary>True for what a time can be.</summary>
    public static bool IsTime(double seconds) => seconds > 0 && seconds <= SecondsOf(DateTime.MaxValue) && SecondsOf(TimeOf(seconds)) == seconds;

    private static QuantileSketch SketchOf(SortedCounts all) => QuantileSketch.Of(all.Values, all.Counts);

    private static SortedCounts Weighted(QuantileSketch sketch)
    {
        var (values, counts) = sketch.Weighted();
        return new SortedCounts(values, counts);
    }
}
