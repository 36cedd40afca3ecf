using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>z-score</c>: values lie within <c>max</c> sample standard deviations of the column's mean; with <c>"side": "above"</c> only those above it are judged.</summary>
internal sealed class ZScoreRule(RuleHeader header, string column, double max, double mostly, bool onlyAbove) : ValueRule(header, column)
{
    public const string Kind = "z-score";
    private readonly MomentMeasure _moments = new(column);

    internal override IReadOnlyList<Measure> Measures => [.. base.Measures, _moments];

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "max", "side", "mostly");
        if (reader.Node["max"] is null) reader.Wrong("needs 'max'");
        return new ZScoreRule(header, reader.Column(RuleReader.Numeric).Name, reader.Number("max", 0, 1e6) ?? 3, reader.Mostly(), reader.Word("side", "both", "both", "above") == "above");
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var moments = evidence.Of(_moments);
        if (moments.Deviation is not > 0) return NotJudged($"'{Column}' does not vary.");
        var spread = max * moments.Deviation.Value;
        KeyValuePair<string, Seen>[] bad = [.. tally.ShownNumbers.Where(v => v.Number - moments.MeanX > spread || (!onlyAbove && moments.MeanX - v.Number > spread)).Select(v => KeyValuePair.Create(v.Shown, v.Seen))];
        return JudgeValues(tally, bad, mostly, ($"are more than {Values.Number(max)} deviations from the mean {Values.Number(moments.MeanX)}", "may be"), evidence);
    }
}
