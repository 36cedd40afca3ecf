using System.Runtime.InteropServices;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Counts of distinct texts: exact while they are few; beyond that the exact counts of those with the smallest hashes.</summary>
/// <remarks>
/// Any order and grouping of merges gives the same counts, and the greatest kept hash tells how many distinct texts there are
/// (a k-minimum-values sketch; with 1024 kept its standard error is 3 %).
/// </remarks>
internal sealed class TextCounts
{
    /// <summary>The most distinct texts that are all counted.</summary>
    public const int ExactLimit = 4096;

    /// <summary>How many are kept beyond that.</summary>
    public const int SketchSize = 1024;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    // A text whose hash is above was dropped at some time, so that its count would be incomplete.
    private ulong _bound = ulong.MaxValue;

    public bool IsExact { get; private set; } = true;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long Distinct => IsExact ? _counts.Count : (long)((SketchSize - 1) / (_bound / (double)ulong.MaxValue));

    /// <summary>Takes in counts of distinct texts; <paramref name="exact"/> says whether they were all that there are.</summary>
    public static TextCounts Of(IEnumerable<KeyValuePair<string, long>> counts, bool exact = true)
    {
        var made = new TextCounts { IsExact = exact };
        foreach (var (text, count) in counts) made._counts.Add(text, count);
        made.Trim();
        return made;
    }

    public TextCounts Merge(TextCounts other)
    {
        var merged = new TextCounts { IsExact = IsExact && other.IsExact, _bound = Math.Min(_bound, other._bound) };
        merged.Add(_counts);
        merged.Add(other._counts);
        merged.Trim();
        return merged;
    }

    private void Add(Dictionary<string, long> counts)
    {
        foreach (var (text, count) in counts)
        {
            if (_bound == ulong.MaxValue || StableHash.Of(text) <= _bound) CollectionsMarshal.GetValueRefOrAddDefault(_counts, text, out _) += count;
        }
    }

    private void Trim()
    {
        if (_counts.Count > ExactLimit) IsExact = false;
        if (IsExact) return;
        var sorted = _counts.Keys.Select(text => (Hash: StableHash.Of(text), Text: text)).Order().ToList();
        foreach (var (_, text) in sorted.Skip(SketchSize)) _counts.Remove(text);
        if (sorted.Count > 0) _bound = sorted[Math.Min(SketchSize, sorted.Count) - 1].Hash;
    }
}
