using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>correlation</c>: Pearson's correlation of two numeric columns lies between <c>min</c> and <c>max</c>, or its size is at most <c>most</c>.</summary>
internal sealed class CorrelationRule(RuleHeader header, string column, string other, Limits limits) : Rule(header)
{
    public const string Kind = "correlation";
    private readonly MomentMeasure _moments = new(column, other);

    internal override IReadOnlyList<Measure> Measures => [_moments];

    internal override IReadOnlyList<string> Columns => [column, other];

    internal override string Advice => "Two columns that say the same, or a feature that gives the label away, do not both belong in a model.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "other", "min", "max", "most");
        if (reader.Node["most"] is not null && (reader.Node["min"] ?? reader.Node["max"]) is not null) reader.Wrong("has both 'most' and bounds");
        var limits = reader.Number("most", 0, 1) is { } most ? new Limits(-most, most) : reader.Limits(-1, 1);
        return new CorrelationRule(header, reader.Column(RuleReader.Numeric).Name, reader.ColumnAt("other", RuleReader.Numeric).Name, limits);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var moments = evidence.Of(_moments);
        if (moments.Correlation is not { } value) return NotJudged($"'{column}' and '{other}' do not both vary.");
        return (limits.Allow(value) ? Kept() : Broken($"The correlation of '{column}' and '{other}' is {Values.Number(value)}; allowed is {limits}.", evidence.Place(column))) with { Judged = moments.Count };
    }
}
