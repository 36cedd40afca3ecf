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

    /// <summary>Makes of each different text one value, and puts it where the text stands.</summary>
    public static T[] Map<T>(TextColumn column, Func<string, T> map, T missing)
    {
        T[] byCode = [.. column.Dictionary.Select(map)];
        var values = new T[column.Count];
        for (var row = 0; row < values.Length; row++) values[row] = column.Codes[row] < 0 ? missing : byCode[column.Codes[row]];
        return values;
    }
}
