namespace MLOpsBuild.Data.Profiles;

/// <summary>How long texts are, in Unicode code points, and how many there are of each length. Exact sums: no order of merging shows.</summary>
internal sealed class TextLengths
{
    private readonly long[] _counts;

    private TextLengths(long shortest, long longest, long total, long[] counts) => (Shortest, Longest, Total, _counts) = (shortest, longest, total, counts);

    public static TextLengths None { get; } = new(long.MaxValue, 0, 0, []);

    public long Shortest { get; }

    public long Longest { get; }

    public long Total { get; }

    public long Empty => _counts.Length > 0 ? _counts[0] : 0;

    /// <summary>The bins that have any texts, ascending.</summary>
    public IEnumerable<LengthBin> Bins => _counts.Select((count, bin) => new LengthBin(LengthBins.FirstOf(bin), LengthBins.FirstOf(bin + 1) - 1, count)).Where(b => b.Count > 0);

    /// <summary>What was kept before: counts by the bins' numbers.</summary>
    public static TextLengths Restore(long shortest, long longest, long total, long[] counts) => new(shortest, longest, total, counts);

    public static TextLengths Of(IReadOnlyList<string> texts, ReadOnlySpan<long> counts)
    {
        if (texts.Count == 0) return None;
        var bins = new long[LengthBins.Most];
        var (shortest, longest, total) = (long.MaxValue, 0L, 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            var length = LengthOf(texts[i]);
            if (length < shortest) shortest = length;
            if (length > longest) longest = length;
            total += length * counts[i];
            bins[LengthBins.Of(length)] += counts[i];
        }

        return new(shortest, longest, total, bins[..(LengthBins.Of(longest) + 1)]);
    }

    public TextLengths Merge(TextLengths other)
    {
        var (more, less) = _counts.Length >= other._counts.Length ? (_counts, other._counts) : (other._counts, _counts);
        var counts = (long[])more.Clone();
        for (var i = 0; i < less.Length; i++) counts[i] += less[i];
        return new(Math.Min(Shortest, other.Shortest), Math.Max(Longest, other.Longest), Total + other.Total, counts);
    }

    private static long LengthOf(string text)
    {
        // The second halves of pairs do not count.
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text.Length;
        var length = 0L;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }
}
