using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Documents;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>The most frequent values of a column over all parts, with the share of each part's values.</summary>
internal static class TopValues
{
    /// <summary>The values as words that can be shown, each with a count per part; null where the part does not have it among its frequent ones.</summary>
    public static IReadOnlyList<(string Value, IReadOnlyList<long?> Counts)> Of(ColumnParts column, int most)
    {
        var known = column.Parts.Select(p => p is null ? [] : Known(p)).ToList();
        return
        [
            .. known.SelectMany(k => k).GroupBy(k => k.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, Sum: g.Sum(k => k.Value)))
                .OrderByDescending(g => g.Sum).ThenBy(g => g.Key, StringComparer.Ordinal).Take(most)
                .Select(g => (Shown(g.Key), (IReadOnlyList<long?>)[.. known.Select(k => k.TryGetValue(g.Key, out var count) ? count : (long?)null)])),
        ];
    }

    private static Dictionary<string, long> Known(ColumnProfile column)
    {
        // All that could be on top: a value may be rare in one part and frequent in another.
        var texts = column.Top(4096).ToDictionary(StringComparer.Ordinal);
        foreach (var (value, count) in column.TopNumbers(256).Where(n => n.Value > 1)) texts.TryAdd(Facts.Number(column, value) ?? "", count);
        return texts;
    }

    private static string Shown(string value)
    {
        var line = PlainText.Line(value, 48);
        return line.Length == 0 ? "(blank)" : line;
    }
}
