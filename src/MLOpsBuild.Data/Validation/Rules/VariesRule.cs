using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>varies</c>: a column has more than one value; a missing one counts as a value.</summary>
internal sealed class VariesRule(RuleHeader header, string column) : ValueRule(header, column)
{
    public const string Kind = "varies";

    internal override string Advice => "A column that says nothing can be left out; look for a join or an export that lost it.";

    protected override bool JudgesNoValues => true;

    public static Rule Read(RuleReader reader) => new VariesRule(reader.Header(Kind, "column"), reader.Column().Name);

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        if (tally.Distinct + (tally.Missing > 0 ? 1 : 0) != 1) return tally.Count + tally.Missing == 0 ? NotJudged($"'{Column}' has no rows.") : Kept();
        var only = tally.Distinct == 0 ? "missing" : Values.Shorten(tally.Shown.First().Key);
        return Broken($"'{Column}' is {only} in all {tally.Count + tally.Missing} rows.", evidence.Place(Column));
    }
}

/// <summary><c>class-balance</c>: the rarest value occurs at least <c>min</c> times as often as the most frequent one. Default: 0.1.</summary>
internal sealed class ClassBalanceRule(RuleHeader header, string column, double min) : ValueRule(header, column)
{
    public const string Kind = "class-balance";

    internal override string Advice => "Collect more of the rare class, or weigh it, and judge the model by a metric that counts it.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "min");
        return new ClassBalanceRule(header, reader.Column().Name, reader.Number("min", 0, 1) ?? 0.1);
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var rare = tally.Shown.MinBy(v => v.Value.Count);
        var usual = tally.Shown.MaxBy(v => v.Value.Count);
        var ratio = (double)rare.Value.Count / usual.Value.Count;
        if (ratio >= min) return Kept();
        return Broken($"'{Column}' is {Values.Shorten(rare.Key)} {rare.Value.Count} times and {Values.Shorten(usual.Key)} {usual.Value.Count} times: a ratio of {Values.Number(ratio)}; allowed is at least {Values.Number(min)}.", evidence.Place(rare.Value.FirstRow, Column));
    }
}
