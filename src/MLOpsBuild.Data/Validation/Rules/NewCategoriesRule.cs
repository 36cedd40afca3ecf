using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>new-categories</c>: a share <c>mostly</c> of the texts is <c>known</c> or was seen in earlier partitions.</summary>
internal sealed class NewCategoriesRule(RuleHeader header, string column, double mostly, IReadOnlyList<string> known) : ValueRule(header, column)
{
    public const string Kind = "new-categories";

    internal override string Advice => "Check that the new values are right; a model that has not seen them falls back on what it learned of all others.";

    public static Rule Read(RuleReader reader) =>
        new NewCategoriesRule(reader.Header(Kind, "column", "known", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly(), reader.Texts("known"));

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var history = evidence.Context.Known?.Columns.GetValueOrDefault(Column);
        if (history is null && known.Count == 0) return NotJudged($"There is no earlier partition that would tell which values of '{Column}' are known.");
        if (history is { IsExact: false }) return NotJudged($"'{Column}' has too many distinct values to tell which are known.");
        var listed = known.ToHashSet(StringComparer.Ordinal);
        KeyValuePair<string, Seen>[] unknown = [.. tally.Texts.Where(t => !listed.Contains(t.Key) && history?.Knows(t.Key) != true)];
        return JudgeValues(tally, unknown, mostly, ("are new", "may be"), evidence);
    }
}
