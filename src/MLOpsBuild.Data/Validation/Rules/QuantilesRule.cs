using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>quantiles</c>: for each of the list, <c>at</c> a share of the values, the quantile lies between <c>min</c> and <c>max</c>.</summary>
/// <remarks>Exact with linear interpolation; beyond the distinct values that are counted, within the profile's stated error.</remarks>
internal sealed class QuantilesRule(RuleHeader header, string column, IReadOnlyList<(double At, Limits Limits)> quantiles) : Rule(header)
{
    public const string Kind = "quantiles";
    private readonly ValueMeasure _values = new(column);

    internal override IReadOnlyList<Measure> Measures => [_values];

    internal override IReadOnlyList<string> Columns => [column];

    internal override string Advice => $"Compare the column's distribution with that of earlier partitions; adjust rule '{Header.Name}' when the change is real.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "quantiles");
        var quantiles = new List<(double, Limits)>();
        var items = reader.Strict.Items(reader.Strict.Required(reader.Node, "quantiles", reader.What), $"'quantiles' of {reader.What}");
        if (items.Count == 0) reader.Wrong("needs at least one quantile");
        foreach (var item in items)
        {
            if (!reader.Strict.Object(item, "a quantile", "at", "min", "max")) continue;
            var at = reader.Strict.Number(reader.Strict.Required(item, "at", "a quantile"), "'at'", 0, 1) ?? 0;
            var (min, max) = (reader.Strict.Number(item["min"], "'min'"), reader.Strict.Number(item["max"], "'max'"));
            if (min is null && max is null) reader.Strict.Wrong(item, $"{reader.What}: a quantile needs 'min' or 'max'.");
            quantiles.Add((at, new Limits(min ?? double.NegativeInfinity, max ?? double.PositiveInfinity)));
        }

        return new QuantilesRule(header, reader.Column(RuleReader.Numeric).Name, quantiles);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_values);
        if (tally.Count == 0) return NotJudged($"'{column}' has no values.");
        var numbers = tally.Numbers;
        var found = new List<(string, string?)>();
        foreach (var (at, limits) in quantiles)
        {
            var value = (tally.IsOverLimit ? evidence.Profile.Columns[column].Quantile(at) : Median.Quantile(numbers, at)) ?? double.NaN;
            if (!limits.Allow(value)) found.Add(($"The {Values.Number(at)} quantile of '{column}' is {Values.Number(value)}; allowed is {limits}.", evidence.Place(column)));
        }

        return found.Count == 0 ? Kept() : Broken(found);
    }
}
