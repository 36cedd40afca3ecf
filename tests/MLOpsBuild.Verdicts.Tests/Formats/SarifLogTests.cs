using System.Text.Json.Nodes;
using MLOpsBuild.Verdicts.Formats;

namespace MLOpsBuild.Verdicts.Tests.Formats;

public sealed class SarifLogTests
{
    private static readonly JsonObject Run = SarifShape.Check(SarifLog.Write(Judged.Set));

    [Fact]
    public void Every_verdict_is_a_result_and_so_is_every_finding_above_a_remark() => Assert.Equal(
        ["calibration", "data-validation", "data-validation/size-range", "data-validation/late.mean", "latency", "parity", "domain-shift", "domain-shift/tells-apart"],
        Results().Select(r => (string)r["ruleId"]!));

    [Theory]
    [InlineData("calibration", "pass", "none")]
    [InlineData("data-validation", "fail", "error")]
    [InlineData("data-validation/late.mean", "fail", "warning")]
    [InlineData("latency", "fail", "warning")]
    [InlineData("parity", "fail", "error")]
    [InlineData("domain-shift", "fail", "note")]
    [InlineData("domain-shift/tells-apart", "fail", "note")]
    public void Hold_warns_fail_and_error_are_errors_and_what_is_reported_is_a_note(string rule, string kind, string level)
    {
        var result = Result(rule);
        Assert.Equal((kind, level), ((string)result["kind"]!, (string)result["level"]!));
    }

    [Fact]
    public void A_finding_with_a_place_points_there_and_all_else_at_the_gates()
    {
        var there = Physical("data-validation/size-range");
        Assert.Equal(("data/2024%2001/orders.csv", 17, 4), ((string)there["artifactLocation"]!["uri"]!, (int)there["region"]!["startLine"]!, (int)there["region"]!["startColumn"]!));
        Assert.Equal("pipelines/orders/gates.json", (string)Physical("domain-shift/tells-apart")["artifactLocation"]!["uri"]!);
        Assert.Equal("domain-shift/size", (string)Result("domain-shift/tells-apart")["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!);
    }

    [Fact]
    public void Rules_explain_themselves_by_the_gates_help()
    {
        var latency = Run["tool"]!["driver"]!["rules"]!.AsArray().Single(r => (string)r!["id"]! == "latency")!;
        Assert.Equal("Times predictions.", (string)latency["help"]!["text"]!);
    }

    [Fact]
    public void An_error_is_the_tools_own_failure()
    {
        Assert.False((bool)Run["invocations"]![0]!["executionSuccessful"]!);
        var passes = SarifShape.Check(SarifLog.Write(Judged.Set with { Results = [Judged.Set.Results[0]], Reported = [] }));
        Assert.True((bool)passes["invocations"]![0]!["executionSuccessful"]!);
    }

    [Fact]
    public void No_verdicts_are_a_log_without_results() => Assert.Empty(SarifShape.Check(SarifLog.Write(new VerdictSet("p", "gates.json", [])))["results"]!.AsArray());

    [Fact]
    public void The_same_verdicts_give_the_same_bytes_with_line_feeds_alone()
    {
        var bytes = SarifLog.Write(Judged.Set);
        Assert.Equal(bytes, SarifLog.Write(Judged.Set with { Name = "orders" }));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal(((byte)'{', (byte)'\n'), (bytes[0], bytes[^1]));
    }

    private static IEnumerable<JsonNode> Results() => Run["results"]!.AsArray().Select(r => r!);

    private static JsonNode Result(string rule) => Results().Single(r => (string)r["ruleId"]! == rule);

    private static JsonNode Physical(string rule) => Result(rule)["locations"]![0]!["physicalLocation"]!;
}
