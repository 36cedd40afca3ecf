using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>new-categories</c>: a share <c>mostly</c> of the texts is <c>known</c> or was seen in earlier partitions.</summary>
internal sealed class NewCategoriesRule(RuleHeader header, string column, double mostly, IReadOnlyList<string> known) : Rule(header)
{
    public const string Kind = "new-categories";
    private const int Listed = 10;

    public static Rule Read(RuleReader reader) =>
        new NewCategoriesRule(reader.Header(Kind, "column", "known", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly(), reader.Texts("known"));

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        var history = context.Known?.Columns.GetValueOrDefault(column);
        if (history is null && known.Count == 0) findings.Add(Unjudged($"There is no earlier partition that would tell which values of '{column}' are known."));
        else if (history is { IsExact: false }) findings.Add(Unjudged($"'{column}' has too many distinct values to tell which are known."));
        else Judge((TextColumn)table[column], text => history?.Knows(text) == true || known.Contains(text), context, findings);
    }

    private void Judge(TextColumn values, Func<string, bool> isKnown, ValidationContext context, List<Finding> findings)
    {
        bool[] isNew = [.. values.Dictionary.Select(text => !isKnown(text))];
        var found = new SortedDictionary<string, (long Count, int Row)>(StringComparer.Ordinal);
        var (judged, unknown, first) = (0L, 0L, -1);
        for (var row = 0; row < values.Count; row++)
        {
            var code = values.Codes[row];
            if (code < 0) continue;
            judged++;
            if (!isNew[code]) continue;
            unknown++;
            if (first < 0) first = row;
            var text = values.Dictionary[code];
            found[text] = found.TryGetValue(text, out var seen) ? (seen.Count + 1, seen.Row) : (1, row);
        }

        if (unknown == 0 || judged - unknown >= mostly * judged) return;
        var list = string.Join(", ", found.Take(Listed).Select(f => $"{Values.Shorten(f.Key)} ({f.Value.Count}, first in row {f.Value.Row + 2})"));
        var allowed = mostly < 1 ? $"; at most {Values.Share(1 - mostly)} may be" : "";
        var message = $"{unknown} of {judged} values of '{column}' ({Values.Share((double)unknown / judged)}) are new{allowed}: {list}{(found.Count > Listed ? ", …" : "")}.";
        findings.Add(Broken(message, context.Place(first, column)));
    }
}
