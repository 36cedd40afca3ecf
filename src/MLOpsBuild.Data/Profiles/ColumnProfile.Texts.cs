namespace MLOpsBuild.Data.Profiles;

/// <content>The figures of texts and times.</content>
public sealed partial class ColumnProfile
{
    /// <summary>
    /// The texts with their counts, ordinal; with too many distinct ones the frequent ones, with counts that are too low by at most <see cref="TopError"/>.
    /// A text of more than 128 bytes stands there as <see cref="KeyOf"/> names it. Empty for other types.
    /// </summary>
    public IEnumerable<KeyValuePair<string, long>> Texts => _texts?.Counts.OrderBy(c => c.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, long>>();

    /// <summary>The length of the shortest text in Unicode code points; null without texts.</summary>
    public long? ShortestText => _texts is { Count: > 0 } ? _texts.Lengths.Shortest : null;

    /// <summary>The length of the longest text in Unicode code points; null without texts.</summary>
    public long? LongestText => _texts is { Count: > 0 } ? _texts.Lengths.Longest : null;

    /// <summary>The mean length of the texts in Unicode code points; null without texts.</summary>
    public double? MeanTextLength => _texts is { Count: > 0 } ? (double)_texts.Lengths.Total / _texts.Count : null;

    /// <summary>The number of texts without any character; null for other types.</summary>
    public long? EmptyTexts => _texts?.Lengths.Empty;

    /// <summary>How many texts there are of each length, ascending; exact after any merges. Empty for other types.</summary>
    public IEnumerable<LengthBin> TextLengths => _texts?.Lengths.Bins ?? [];

    /// <summary>The earliest time; null for other types and without values.</summary>
    public DateTime? Earliest => _times?.From;

    /// <summary>The latest time; null for other types and without values.</summary>
    public DateTime? Latest => _times?.To;

    /// <summary>The number of times in each period that has any, by its first day, ascending; empty for other types.</summary>
    public IReadOnlyDictionary<DateTime, long> Days => (_times?.Days ?? DayCounts.None).Counts;

    /// <summary>The least time that a share (0 to 1) of the times does not exceed, cut to whole milliseconds; its rank is off by at most <see cref="QuantileError"/>. Null without times.</summary>
    public DateTime? TimeQuantile(double share) => _times is not { From: { } from, To: { } to } ? null
        : share <= 0 ? from : share >= 1 ? to
        : TimeSpread.TimeOf(_times.Spread.Sorted.Quantile(share)!.Value);

    /// <summary>The times between two moments in bins of equal width; others are left out. Null for other types.</summary>
    /// <param name="bins">How many bins, from 1.</param>
    /// <param name="first">The lowest edge.</param>
    /// <param name="last">The highest edge, after the lowest.</param>
    /// <returns>Its edges are seconds since 0001-01-01.</returns>
    public Histogram? TimeHistogram(int bins, DateTime first, DateTime last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!(last > first)) throw new ArgumentException($"A histogram from {first:s} to {last:s} has no width.", nameof(last));
        var (low, high) = ((double)first.Ticks / TimeSpan.TicksPerSecond, (double)last.Ticks / TimeSpan.TicksPerSecond);
        return _times is null ? null : Profiles.Histogram.Of(_times.Spread.Sorted, bins, low, high, 2 * QuantileError);
    }

    /// <summary>How long the periods of <see cref="Days"/> are: a day, unless there are more than 3660 of them.</summary>
    public TimePeriod Period => _times?.Days.Period ?? TimePeriod.Day;

    /// <summary>The name by which a profile knows a text: the text itself when it takes at most 128 bytes, otherwise its beginning and its digest.</summary>
    public static string KeyOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextKeys.Of(text);
    }

    /// <summary>The most frequent texts, ties in ordinal order; without those whose count is less than <see cref="TopError"/>. Empty for other types.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Top(int count) => [.. Texts.Where(t => t.Value >= TopError).OrderByDescending(t => t.Value).Take(count)];

    /// <summary>True when the text was seen. Only to be asked when <see cref="IsExact"/>.</summary>
    public bool Knows(string text) => _texts is not null && _texts.Counts.ContainsKey(TextKeys.Of(text));
}
