using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a column of texts.</summary>
internal static class TextReader
{
    public static TextSummary Read(ColumnReader reader, long count)
    {
        var isAll = reader.Has("values");
        if (isAll) reader.Keys("lengths", "values");
        else reader.Keys("lengths", "hashes", "registers", "error", "frequent");
        var lengths = TextLengths.None;
        if (count > 0)
        {
            var figures = reader.Integers("lengths", 4);
            lengths = new TextLengths(figures[0], figures[1], figures[2], figures[3]);
            reader.Holds(lengths.Shortest <= lengths.Longest && lengths.Empty <= count, "'lengths' contradict each other.");
        }

        var pairs = reader.Pairs(isAll ? "values" : "frequent", Key(reader), StringComparer.Ordinal, count, isAll).DistinctBy(p => p.Key);
        var counts = new Dictionary<string, long>(pairs, StringComparer.Ordinal);
        if (isAll) return reader.Holds(TextSummary.AreFew(counts.Keys), "'values' has more of them than are ever counted one by one.") ? TextSummary.Restore(lengths, counts) : TextSummary.None;
        var error = reader.Integer("error");
        reader.Holds(error <= count, "'error' is more than there are values.");
        reader.Holds(counts.Count <= TextSummary.MostFrequent, $"'frequent' has more than {TextSummary.MostFrequent} texts.");
        return TextSummary.Restore(count, lengths, reader.Distinct(count), FrequentItems<string>.Restore(counts, error, StringComparer.Ordinal));
    }

    private static Func<JsonNodeAt, string> Key(ColumnReader reader) => node =>
    {
        var isKey = node.Kind == System.Text.Json.JsonTokenType.String && TextKeys.Of(node.Text) == node.Text;
        if (!isKey) reader.Wrong("each text must be a string that is short or ends in its digest.");
        return node.Text;
    };
}
