using System.Globalization;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Figures of January's departures against those of pandas and SciPy (tests/testdata/contract-reference.py).</summary>
public sealed class ReferenceTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/contract-reference.json"))).RootElement;

    private static RuleOutcome January(string rule)
    {
        var schema = DatasetSchema.Parse(Encoding.UTF8.GetBytes(
            $$"""{ "version": 1, "columns": { "date": { "type": "time" }, "destination": { "type": "text" }, "distance": { "type": "integer" }, "delay": { "type": "integer" } }, "rules": { "r": {{rule}} } }"""));
        using var stream = new MemoryStream(DepartureTables.Bytes(1));
        return Validator.Read(schema, stream, "f", []).Outcomes[0];
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The figure lies within 1e-9 of the reference: so says a rule with these bounds, and the opposite one with bounds beside it.</summary>
    private static void Is(double expected, string rule)
    {
        var slack = 1e-9 * Math.Max(1, Math.Abs(expected));
        Assert.Equal((rule, RuleStatus.Kept), (rule, January($"{{ {rule}, \"min\": {Text(expected - slack)}, \"max\": {Text(expected + slack)} }}").Status));
        Assert.Equal((rule, RuleStatus.Broken), (rule, January($"{{ {rule}, \"min\": {Text(expected + slack)} }}").Status));
    }

    [Fact]
    public void Statistics_are_those_of_pandas()
    {
        foreach (var figure in Reference.GetProperty("delay").EnumerateObject()) Is(figure.Value.GetDouble(), $"\"kind\": \"statistic\", \"column\": \"delay\", \"statistic\": \"{figure.Name}\"");
        Is(Reference.GetProperty("correlation").GetDouble(), "\"kind\": \"correlation\", \"column\": \"delay\", \"other\": \"distance\"");
    }

    [Fact]
    public void Quantiles_are_those_of_pandas()
    {
        foreach (var quantile in Reference.GetProperty("quantiles").EnumerateObject())
        {
            var value = quantile.Value.GetDouble();
            var rule = $"{{ \"kind\": \"quantiles\", \"column\": \"delay\", \"quantiles\": [{{ \"at\": {quantile.Name}, \"min\": {Text(value - 1e-9)}, \"max\": {Text(value + 1e-9)} }}] }}";
            Assert.Equal((rule, RuleStatus.Kept), (rule, January(rule).Status));
        }
    }

    [Theory]
    [InlineData("kl", "kl", "\"column\": \"destination\", \"shares\": @shares, \"other\": @other")]
    [InlineData("js", "js", "\"column\": \"destination\", \"shares\": @shares, \"other\": @other")]
    [InlineData("klDelay", "kl", "\"column\": \"delay\", \"edges\": @edges, \"shares\": @edgeShares")]
    [InlineData("largestDelay", "largest", "\"column\": \"delay\", \"edges\": @edges, \"shares\": @edgeShares")]
    public void Divergences_are_those_of_SciPy(string name, string measure, string rule)
    {
        foreach (var part in new[] { "shares", "other", "edges", "edgeShares" }) rule = rule.Replace("@" + part + (part == "shares" ? "," : ""), Reference.GetProperty(part).GetRawText() + (part == "shares" ? "," : ""), StringComparison.Ordinal);
        var expected = Reference.GetProperty(name).GetDouble();

        Assert.Equal(RuleStatus.Kept, January($"{{ \"kind\": \"divergence\", {rule}, \"measure\": \"{measure}\", \"max\": {Text(expected + 1e-9)} }}").Status);
        Assert.Equal(RuleStatus.Broken, January($"{{ \"kind\": \"divergence\", {rule}, \"measure\": \"{measure}\", \"max\": {Text(expected - 1e-9)} }}").Status);
    }

    [Theory]
    [InlineData("beyond3", "\"kind\": \"z-score\", \"column\": \"delay\", \"max\": 3")]
    [InlineData("above3", "\"kind\": \"z-score\", \"column\": \"delay\", \"max\": 3, \"side\": \"above\"")]
    [InlineData("repeatsOfDateAndDestination", "\"kind\": \"unique\", \"columns\": [\"date\", \"destination\"]")]
    [InlineData("repeatsOfDestinationAndDelay", "\"kind\": \"unique\", \"columns\": [\"destination\", \"delay\"]")]
    [InlineData("conflicts", "\"kind\": \"conflicting-labels\", \"columns\": [\"destination\", \"distance\"], \"label\": \"delay\"")]
    public void Counts_are_those_of_pandas(string name, string rule) => Assert.Equal(Reference.GetProperty(name).GetInt64(), January($"{{ {rule} }}").Broken);

    [Fact]
    public void The_most_common_value_and_the_balance_are_those_of_pandas()
    {
        Assert.Equal(RuleStatus.Kept, January($"{{ \"kind\": \"most-common\", \"column\": \"destination\", \"values\": {Reference.GetProperty("mostCommon").GetRawText()} }}").Status);
        Assert.Equal(RuleStatus.Broken, January("""{ "kind": "most-common", "column": "destination", "values": ["LAX"] }""").Status);
        var balance = Reference.GetProperty("balance").GetDouble();
        Assert.Equal(RuleStatus.Kept, January($"{{ \"kind\": \"class-balance\", \"column\": \"destination\", \"min\": {Text(balance)} }}").Status);
        Assert.Equal(RuleStatus.Broken, January($"{{ \"kind\": \"class-balance\", \"column\": \"destination\", \"min\": {Text(balance + 1e-9)} }}").Status);
    }
}
