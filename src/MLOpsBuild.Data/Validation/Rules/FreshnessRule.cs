using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>freshness</c>: the latest time is at most <c>maxDays</c> days before the date that the check is made for, and not after it when <c>notAfter</c> says so.</summary>
internal sealed class FreshnessRule(RuleHeader header, string time, double maxDays, bool notAfter) : Rule(header)
{
    public const string Kind = "freshness";

    internal override IReadOnlyList<string> Columns => [time];

    internal override string Advice => "Find out why no newer rows have arrived; the source or its schedule may have stopped.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "maxDays", "notAfter");
        if (reader.Node["maxDays"] is null) reader.Wrong("needs 'maxDays'");
        return new FreshnessRule(header, reader.Time, reader.Number("maxDays", 0, 1e6) ?? 0, reader.Flag("notAfter"));
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        if (evidence.Context.AsOf is not { } now) return NotJudged("No date was given to measure freshness from.");
        if (evidence.Profile.To is not { } latest) return NotJudged("No row has a time.");
        var age = (now - latest).TotalDays;
        if (notAfter && age < 0) return Broken($"The latest time is {Times.Format(latest)}, after {Times.Format(now)}.", evidence.Place(time));
        return age <= maxDays
            ? Kept()
            : Broken($"The latest time is {Times.Format(latest)}, {Values.Number(age)} days before {Times.Format(now)}; allowed are {Values.Number(maxDays)}.", evidence.Place(time));
    }
}
