using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>distinct-values</c>: the distinct values are <c>within</c> the listed ones, <c>contain</c> them all, or <c>equal</c> them; <c>most-common</c>: the most frequent one is listed.</summary>
internal sealed class DistinctValuesRule(RuleHeader header, string column, ValueSet values, string match) : ValueRule(header, column)
{
    public const string Kind = "distinct-values";
    public const string MostCommonKind = "most-common";

    protected override bool JudgesNoValues => match is "contain" or "equal";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "values", "match");
        var column = reader.Column();
        return new DistinctValuesRule(header, column.Name, ValueSet.Read(reader, "values", column.Type), reader.Word("match", "within", "within", "contain", "equal"));
    }

    public static Rule ReadMostCommon(RuleReader reader)
    {
        var header = reader.Header(MostCommonKind, "column", "values");
        var column = reader.Column();
        return new DistinctValuesRule(header, column.Name, ValueSet.Read(reader, "values", column.Type), MostCommonKind);
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var listed = values.Shown.ToHashSet(StringComparer.Ordinal);
        if (match == MostCommonKind) return JudgeMostCommon(tally, listed, evidence);
        var found = tally.Shown.ToArray();
        KeyValuePair<string, Seen>[] extra = match == "contain" ? [] : [.. found.Where(f => !listed.Contains(f.Key))];
        string[] missing = match == "within" ? [] : [.. values.Shown.Distinct(StringComparer.Ordinal).Except(found.Select(f => f.Key), StringComparer.Ordinal)];
        if (missing.Length == 0) return JudgeValues(tally, extra, 1, ("are not listed", "may be"), evidence);
        var also = extra.Length == 0 ? "" : $"; not listed are {Values.Shorten(string.Join(", ", extra.Select(e => e.Key)))}";
        return Broken($"'{Column}' lacks the values {Values.Shorten(string.Join(", ", missing))}{also}.", evidence.Place(Column)) with { Judged = tally.Count };
    }

    private RuleOutcome JudgeMostCommon(ValueTally tally, HashSet<string> listed, Evidence evidence)
    {
        var most = tally.Shown.Max(v => v.Value.Count);
        KeyValuePair<string, Seen>[] top = [.. tally.Shown.Where(v => v.Value.Count == most)];
        if (top.All(t => listed.Contains(t.Key))) return Kept();
        var wrong = top.First(t => !listed.Contains(t.Key));
        return Broken($"The most common value of '{Column}' is {Values.Shorten(wrong.Key)} ({most} of {tally.Count}); expected is one of {Values.Shorten(string.Join(", ", values.Shown))}.", evidence.Place(wrong.Value.FirstRow, Column));
    }
}
