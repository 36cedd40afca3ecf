using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary>A rule about the distinct values of a column and their counts.</summary>
internal abstract class ValueRule(RuleHeader header, string column) : Rule(header)
{
    private const int Shown = 10;
    private readonly ValueMeasure _values = new(column);

    internal override IReadOnlyList<Measure> Measures => [_values];

    internal override IReadOnlyList<string> Columns => [column];

    protected string Column => column;

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_values);
        if (tally.IsOverLimit) return TooManyValues(column);
        return tally.Count == 0 && !JudgesNoValues ? NotJudged($"'{column}' has no values.") : Judge(tally, evidence);
    }

    /// <summary>True when a column without values is judged too.</summary>
    protected virtual bool JudgesNoValues => false;

    protected abstract RuleOutcome Judge(ValueTally tally, Evidence evidence);

    /// <summary>The outcome of values that break the rule.</summary>
    /// <param name="tally">All values.</param>
    /// <param name="bad">Those that break it, in the order in which they are to be listed.</param>
    /// <param name="mostly">The share that must keep it.</param>
    /// <param name="words">What is wrong with them, <c>are new</c>, and what a tolerated share is said to do, <c>may be</c>.</param>
    /// <param name="evidence">For the place.</param>
    protected RuleOutcome JudgeValues(ValueTally tally, IReadOnlyList<KeyValuePair<string, Seen>> bad, double mostly, (string Fault, string May) words, Evidence evidence)
    {
        var broken = bad.Sum(b => b.Value.Count);
        RowExample[] examples = [.. bad.OrderBy(b => b.Value.FirstRow).Take(RowMeasure.Examples).Select(b => new RowExample(b.Value.FirstRow, Values.Shorten(b.Key)))];
        if (broken == 0 || tally.Count - broken >= mostly * tally.Count) return Kept() with { Judged = tally.Count, Broken = broken, Examples = examples };
        var list = string.Join(", ", bad.Take(Shown).Select(b => $"{Values.Shorten(b.Key)} ({b.Value.Count}, first in row {b.Value.FirstRow})"));
        var tolerated = mostly < 1 ? $"; at most {Values.Share(1 - mostly)} {words.May}" : "";
        var message = $"{broken} of {tally.Count} values of '{column}' ({Values.Share((double)broken / tally.Count)}) {words.Fault}{tolerated}: {list}{(bad.Count > Shown ? ", …" : "")}.";
        return Broken(message, evidence.Place(examples[0].Row, column)) with { Judged = tally.Count, Broken = broken, Examples = examples };
    }
}
