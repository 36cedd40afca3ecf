using System.Runtime.InteropServices;

namespace MLOpsBuild.Data.Profiles;

/// <summary>The most frequent values: each kept count is at most <see cref="Error"/> below the true one, and a value that is not kept occurs at most that often.</summary>
/// <remarks>
/// The summary of Misra and Gries (1982) with the merge of Agarwal et al., "Mergeable summaries" (2013): with m kept counts the error is at most
/// 1 / (m + 1) of all values, after any order and grouping of merges.
/// </remarks>
internal sealed class FrequentItems<T>
    where T : notnull
{
    private readonly Dictionary<T, long> _counts;

    private FrequentItems(Dictionary<T, long> counts, long error) => (_counts, Error) = (counts, error);

    /// <summary>What every count may be too low by.</summary>
    public long Error { get; private set; }

    public IReadOnlyDictionary<T, long> Counts => _counts;

    /// <summary>Takes in distinct values, keeping at most <paramref name="most"/>.</summary>
    public static FrequentItems<T> Of(int most, IReadOnlyList<T> values, ReadOnlySpan<long> counts, IEqualityComparer<T>? comparer = null)
    {
        var floor = Floor(counts, most);
        var kept = new Dictionary<T, long>(comparer);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > floor) CollectionsMarshal.GetValueRefOrAddDefault(kept, values[i], out _) += counts[i] - floor;
        }

        return new FrequentItems<T>(kept, floor);
    }

    /// <summary>What was kept before.</summary>
    public static FrequentItems<T> Restore(IEnumerable<KeyValuePair<T, long>> counts, long error, IEqualityComparer<T>? comparer = null) =>
        new(new Dictionary<T, long>(counts, comparer), error);

    public FrequentItems<T> Merge(FrequentItems<T> other, int most)
    {
        var merged = new Dictionary<T, long>(_counts, _counts.Comparer);
        foreach (var (value, count) in other._counts) CollectionsMarshal.GetValueRefOrAddDefault(merged, value, out _) += count;
        var made = new FrequentItems<T>(merged, Error + other.Error);
        made.Trim(most);
        return made;
    }

    private void Trim(int most)
    {
        if (_counts.Count <= most) return;
        var floor = Floor([.. _counts.Values], most);
        foreach (var (value, count) in _counts.ToArray())
        {
            if (count > floor) _counts[value] = count - floor;
            else _counts.Remove(value);
        }

        Error += floor;
    }

    /// <summary>The greatest count that must go: the one after the <paramref name="most"/> greatest; 0 when all can stay.</summary>
    private static long Floor(ReadOnlySpan<long> counts, int most)
    {
        if (counts.Length <= most) return 0;
        var greatest = new PriorityQueue<long, long>(most + 2);
        foreach (var count in counts)
        {
            if (greatest.Count <= most) greatest.Enqueue(count, count);
            else if (count > greatest.Peek()) greatest.EnqueueDequeue(count, count);
        }

        return greatest.Peek();
    }
}
