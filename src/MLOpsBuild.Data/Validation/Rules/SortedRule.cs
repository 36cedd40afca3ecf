using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>sorted</c>: values never fall (or with <c>"order": "falling"</c> never rise) from one row to the next, and with <c>strictly</c> always change; missing ones are passed over.</summary>
internal sealed class SortedRule(RuleHeader header, string column, bool falling, bool strictly) : Rule(header)
{
    public const string Kind = "sorted";
    private readonly OrderMeasure _order = new(column, falling, strictly);

    internal override IReadOnlyList<Measure> Measures => [_order];

    internal override IReadOnlyList<string> Columns => [column];

    internal override string Advice => "Sort the file at its source; rows out of order often come from two files put together.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "order", "strictly");
        return new SortedRule(header, reader.Column(RuleReader.Ordered).Name, reader.Word("order", "rising", "rising", "falling") == "falling", reader.Flag("strictly"));
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_order);
        RowExample[] examples = [.. tally.First.Select(f => new RowExample(f.Row, Values.Show(f.Value)))];
        if (tally.Wrong == 0) return Kept() with { Judged = tally.Judged, Broken = 0 };
        var first = tally.First[0];
        var verb = (falling, strictly) switch { (false, false) => "falls", (false, true) => "does not rise", (true, false) => "rises", _ => "does not fall" };
        var message = $"'{column}' {verb} {tally.Wrong} times, first at row {first.Row}: {Values.Show(first.Value)} comes after {Values.Show(first.Before)}.";
        return Broken(message, evidence.Place(first.Row, column)) with { Judged = tally.Judged, Broken = tally.Wrong, Examples = examples };
    }
}
