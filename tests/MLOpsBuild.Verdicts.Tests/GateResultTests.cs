using System.Text.Json;

namespace MLOpsBuild.Verdicts.Tests;

public sealed class GateResultTests
{
    [Theory]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.Pass, Severity.Info)]
    [InlineData(Verdict.Pass, Severity.Info, Severity.Warning)]
    [InlineData(Verdict.Fail, Severity.Error)]
    [InlineData(Verdict.Fail, Severity.Info, Severity.Error, Severity.Warning)]
    public void Any_error_among_the_findings_fails(Verdict verdict, params Severity[] severities)
    {
        var findings = severities.Select(s => new Finding(s, "rule", "message")).ToArray();

        var result = GateResult.From("gate", "summary", findings);

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(findings, result.Findings);
        Assert.Equal(("gate", "summary"), (result.Gate, result.Summary));
    }

    [Fact]
    public void A_check_that_could_not_be_carried_out_is_an_error_and_no_pass()
    {
        var result = GateResult.Error("api", "The server did not start.");

        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Equal("The server did not start.", result.Summary);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Evidence_that_cannot_decide_is_a_hold_and_no_pass() => Assert.Equal(Verdict.Hold, GateResult.Hold("drift", "No rows.").Verdict);

    [Theory]
    [InlineData(Verdict.Pass, "\"pass\"")]
    [InlineData(Verdict.Hold, "\"hold\"")]
    [InlineData(Verdict.Fail, "\"fail\"")]
    [InlineData(Verdict.Error, "\"error\"")]
    public void Verdicts_are_written_in_lower_case(Verdict verdict, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(verdict));
        Assert.Equal(verdict, JsonSerializer.Deserialize<Verdict>(json));
    }

    [Theory]
    [InlineData(Severity.Info, "\"info\"")]
    [InlineData(Severity.Warning, "\"warning\"")]
    [InlineData(Severity.Error, "\"error\"")]
    public void Severities_are_written_in_lower_case(Severity severity, string json) => Assert.Equal(json, JsonSerializer.Serialize(severity));

    [Theory]
    [InlineData("\"passed\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void An_unknown_verdict_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Verdict>(json));

    [Fact]
    public void No_result_can_be_made_without_a_verdict() =>
        // The default of the enumeration is Pass: a result has no constructor without a verdict, so nothing passes by being left out.
        Assert.All(typeof(GateResult).GetConstructors(), c => Assert.Contains(c.GetParameters(), p => p.ParameterType == typeof(Verdict) && !p.HasDefaultValue));

    [Fact]
    public void A_result_reads_back_with_its_findings()
    {
        var result = GateResult.From("data-validation", "1 rule is broken.", [new Finding(Severity.Error, "distance-positive", "3 rows", "departures/2001-04.csv:7:distance")]);

        var again = JsonSerializer.Deserialize<GateResult>(JsonSerializer.Serialize(result))!;

        Assert.Equal(result.Findings, again.Findings);
        Assert.Equal(result with { Findings = [] }, again with { Findings = [] });
    }
}
