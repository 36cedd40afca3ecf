using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a column of texts.</summary>
internal static class TextReader
{
    public static TextSummary Read(ColumnReader reader, long count)
    {
        var isAll = reader.Has("values");
        if (isAll) reader.Keys("lengths", "lengthCounts", "values");
        else reader.Keys("lengths", "lengthCounts", "hashes", "registers", "error", "frequent");
        var lengths = count > 0 ? Lengths(reader, count) : TextLengths.None;
        var pairs = reader.Pairs(isAll ? "values" : "frequent", Key(reader), StringComparer.Ordinal, count, isAll).DistinctBy(p => p.Key);
        var counts = new Dictionary<string, long>(pairs, StringComparer.Ordinal);
        if (isAll) return reader.Holds(TextSummary.AreFew(counts.Keys), "'values' has more of them than are ever counted one by one.") ? TextSummary.Restore(lengths, counts) : TextSummary.None;
        var error = reader.Integer("error");
        reader.Holds(error <= count, "'error' is more than there are values.");
        reader.Holds(counts.Count <= TextSummary.MostFrequent, $"'frequent' has more than {TextSummary.MostFrequent} texts.");
        return TextSummary.Restore(count, lengths, reader.Distinct(count), FrequentItems<string>.Restore(counts, error, StringComparer.Ordinal));
    }

    private static TextLengths Lengths(ColumnReader reader, long count)
    {
        var figures = reader.Integers("lengths", 4);
        var (shortest, longest, total, empty) = (figures[0], figures[1], figures[2], figures[3]);
        var pairs = reader.Pairs("lengthCounts", reader.Number, Comparer<double>.Default, count, isAll: true);
        if (!reader.Holds(pairs.Count > 0 && shortest <= longest && longest <= int.MaxValue, "'lengths' contradict each other.")) return TextLengths.None;
        var counts = new long[LengthBins.Of(longest) + 1];
        foreach (var (first, texts) in pairs)
        {
            var bin = first is >= 0 and <= int.MaxValue ? LengthBins.Of((long)first) : counts.Length;
            if (!reader.Holds(bin < counts.Length && LengthBins.FirstOf(bin) == first, $"'lengthCounts' has no bin from {first}, or none with 'lengths'.")) return TextLengths.None;
            counts[bin] = texts;
        }

        reader.Holds(counts[0] == empty && counts[^1] > 0 && Array.FindIndex(counts, c => c > 0) == LengthBins.Of(shortest), "'lengthCounts' contradict 'lengths'.");
        return TextLengths.Restore(shortest, longest, total, counts);
    }

    private static Func<JsonNodeAt, string> Key(ColumnReader reader) => node =>
    {
        var isKey = node.Kind == System.Text.Json.JsonTokenType.String && TextKeys.Of(node.Text) == node.Text;
        if (!isKey) reader.Wrong("each text must be a string that is short or ends in its digest.");
        return node.Text;
    };
}
