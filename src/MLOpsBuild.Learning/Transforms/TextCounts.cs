using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Counts the texts of a column.</summary>
internal static class TextCounts
{
    /// <summary>The texts that occur, the most frequent first, ordinal among equals.</summary>
    public static IReadOnlyList<(string Text, int Count)> Of(TextColumn column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in column.Codes)
        {
            if (code >= 0) counts[column.Dictionary[code]] = counts.GetValueOrDefault(column.Dictionary[code]) + 1;
        }

        return [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];
    }

    /// <summary>Makes of each different text that occurs one value, and puts it where the text stands.</summary>
    public static T[] Map<T>(TextColumn column, Func<string, T> map, T missing)
    {
        // A few rows of a large table have its whole dictionary: only the texts in use are worth the work, and may be refused.
        var byCode = new T[column.Dictionary.Count];
        var isKnown = new bool[byCode.Length];
        var values = new T[column.Count];
        for (var row = 0; row < values.Length; row++)
        {
            var code = column.Codes[row];
            if (code >= 0 && !isKnown[code]) (byCode[code], isKnown[code]) = (map(column.Dictionary[code]), true);
            values[row] = code < 0 ? missing : byCode[code];
        }

        return values;
    }
}
