using System.Globalization;

namespace MLOpsBuild.Targets;

/// <summary>Collects the pairs of a target's line in the summary table. Not thread-safe.</summary>
public sealed class SummaryPairs
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>Adds a pair, or replaces the value of a key that is there.</summary>
    /// <param name="key">A short label.</param>
    /// <param name="value">Shown in the invariant culture; null is shown as nothing.</param>
    /// <returns>This collection.</returns>
    public SummaryPairs AddPair(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var pair = KeyValuePair.Create(key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        var index = _pairs.FindIndex(p => p.Key == key);
        if (index < 0) _pairs.Add(pair);
        else _pairs[index] = pair;
        return this;
    }
}
