using System.Runtime.InteropServices;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A column's texts: every distinct one with its count while they are few; the frequent ones and a sketch of how many there are beyond that.</summary>
internal sealed class TextSummary
{
    /// <summary>The most distinct texts that are all counted.</summary>
    public const int ExactLimit = 2048;

    /// <summary>The most bytes that they take in a file.</summary>
    public const int MostBytes = 40 * 1024;

    /// <summary>How many frequent ones are kept beyond that.</summary>
    public const int MostFrequent = 200;

    private readonly Dictionary<string, long> _all;

    private TextSummary(long count, TextLengths lengths, Dictionary<string, long> all, DistinctSketch? distinct, FrequentItems<string>? frequent) =>
        (Count, Lengths, _all, DistinctTexts, Frequent) = (count, lengths, all, distinct, frequent);

    public static TextSummary None { get; } = new(0, TextLengths.None, [], null, null);

    public long Count { get; }

    public TextLengths Lengths { get; }

    public bool IsExact => Frequent is null;

    /// <summary>Null when every text is counted.</summary>
    public DistinctSketch? DistinctTexts { get; }

    /// <summary>Null when every text is counted.</summary>
    public FrequentItems<string>? Frequent { get; }

    /// <summary>The texts' keys with their counts.</summary>
    public IReadOnlyDictionary<string, long> Counts => Frequent?.Counts ?? _all;

    public long Distinct => DistinctTexts?.Estimate() ?? _all.Count;

    /// <summary>What was kept before; the counts are those of keys.</summary>
    public static TextSummary Restore(TextLengths lengths, Dictionary<string, long> all) => new(all.Values.Sum(), lengths, all, null, null);

    public static TextSummary Restore(long count, TextLengths lengths, DistinctSketch distinct, FrequentItems<string> frequent) => new(count, lengths, [], distinct, frequent);

    public static bool AreFew(IReadOnlyCollection<string> keys) => keys.Count <= ExactLimit && keys.Sum(k => (long)TextKeys.CostOf(k)) <= MostBytes;

    public static (TextSummary Summary, long Missing) Of(TextColumn column)
    {
        var byCode = new long[column.Dictionary.Count + 1];
        // Code −1 is missing: one place up, it needs no branch.
        foreach (var code in column.Codes) byCode[code + 1]++;
        var (texts, counts) = (new List<string>(), new List<long>());
        for (var code = 0; code + 1 < byCode.Length; code++)
        {
            var count = byCode[code + 1];
            if (count == 0) continue;
            texts.Add(column.Dictionary[code]);
            counts.Add(count);
        }

        return (Of(texts, CollectionsMarshal.AsSpan(counts), TextLengths.Of(texts, CollectionsMarshal.AsSpan(counts))), byCode[0]);
    }

    public TextSummary Merge(TextSummary other)
    {
        var lengths = Lengths.Merge(other.Lengths);
        if (IsExact && other.IsExact)
        {
            var all = new Dictionary<string, long>(_all, StringComparer.Ordinal);
            foreach (var (text, count) in other._all) CollectionsMarshal.GetValueRefOrAddDefault(all, text, out _) += count;
            return AreFew(all.Keys) ? new(Count + other.Count, lengths, all, null, null) : Sketched([.. all.Keys], [.. all.Values], lengths);
        }

        if (Count == 0) return other;
        if (other.Count == 0) return this;
        var mine = IsExact ? Sketched([.. _all.Keys], [.. _all.Values], Lengths) : this;
        var theirs = other.IsExact ? Sketched([.. other._all.Keys], [.. other._all.Values], other.Lengths) : other;
        return new(
            Count + other.Count, lengths, [], mine.DistinctTexts!.Merge(theirs.DistinctTexts!), mine.Frequent!.Merge(theirs.Frequent!, MostFrequent));
    }

    private static TextSummary Of(List<string> texts, ReadOnlySpan<long> counts, TextLengths lengths)
    {
        if (texts.Count > ExactLimit) return Sketched(texts, counts, lengths);
        var all = new Dictionary<string, long>(texts.Count, StringComparer.Ordinal);
        for (var i = 0; i < counts.Length; i++) CollectionsMarshal.GetValueRefOrAddDefault(all, TextKeys.Of(texts[i]), out _) += counts[i];
        return AreFew(all.Keys) ? Restore(lengths, all) : Sketched([.. all.Keys], [.. all.Values], lengths);
    }

    // Texts are hashed by their keys, so that it does not matter when a summary turns from counts to sketches.
    private static TextSummary Sketched(List<string> texts, ReadOnlySpan<long> counts, TextLengths lengths)
    {
        var (distinct, total) = (new DistinctSketch(), 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            texts[i] = TextKeys.Of(texts[i]);
            distinct.Add(StableHash.Of(texts[i]));
            total += counts[i];
        }

        return new(total, lengths, [], distinct, FrequentItems<string>.Of(MostFrequent, texts, counts, StringComparer.Ordinal));
    }
}
