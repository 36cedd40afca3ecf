using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Telemetry;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Runs.Telemetry;

public sealed class OtlpTraceTests
{
    private static readonly Digest Rows = Digest.Of([1]);
    private static readonly Digest Features = Digest.Of([2]);
    private static readonly Digest Model = Digest.Of([3]);

    private static readonly RunRecord Run = Recorded.Run("run-1", 0.8, ("trees", "200")) with
    {
        Memory = new RunMemory(9_007_199_254_740_993, 5),
        Model = Model,
        Data = [new RunData("training", "orders", "all", [new RunPartition("2024-01", Rows, 3)])],
        Verdicts = [new GateResult("api", Verdict.Fail, "too slow", [])],
        Steps = [Step("features", 0.25, 0.5, Rows, Features), Step("train", 0.75, 0.5, Features, Model)],
    };

    private readonly JsonArray _spans = SpansOf(Run);

    [Fact]
    public void A_run_is_one_trace_with_a_span_for_itself_and_each_step()
    {
        Assert.Equal(["p", "features", "train"], _spans.Select(s => (string)s!["name"]!));
        Assert.All(_spans, s => Assert.Matches("^[0-9a-f]{32}$", (string)s!["traceId"]!));
        Assert.All(_spans, s => Assert.Matches("^[0-9a-f]{16}$", (string)s!["spanId"]!));
        Assert.Single(_spans.Select(s => (string)s!["traceId"]!).Distinct());
        Assert.Equal(3, _spans.Select(s => (string)s!["spanId"]!).Distinct().Count());
        Assert.Null(_spans[0]!["parentSpanId"]);
        Assert.All(_spans.Skip(1), s => Assert.Equal((string)_spans[0]!["spanId"]!, (string)s!["parentSpanId"]!));
        Assert.All(_spans, s => Assert.Equal(1, (int)s!["kind"]!));
    }

    [Fact]
    public void Times_are_nanoseconds_since_1970_as_texts()
    {
        // 2026-01-31T14:25:01Z is 1769869501 seconds after 1970 (date -u +%s).
        Assert.Equal("1769869501000000000", (string)_spans[0]!["startTimeUnixNano"]!);
        Assert.Equal("1769869502500000000", (string)_spans[0]!["endTimeUnixNano"]!);
        Assert.Equal("1769869501750000000", (string)_spans[2]!["startTimeUnixNano"]!);
        Assert.Equal("1769869502250000000", (string)_spans[2]!["endTimeUnixNano"]!);
    }

    [Fact]
    public void A_step_links_to_the_steps_that_it_reads()
    {
        Assert.Empty(_spans[1]!["links"]!.AsArray());
        Assert.Equal((string)_spans[1]!["spanId"]!, (string)Assert.Single(_spans[2]!["links"]!.AsArray())!["spanId"]!);
    }

    [Fact]
    public void Attributes_have_the_types_of_their_values()
    {
        Assert.Equal("9007199254740993", (string)Attribute(_spans[0]!, "mlops.memory.peak_working_set")["intValue"]!);
        Assert.Equal(0.8, (double)Attribute(_spans[0]!, "mlops.metric.auc")["doubleValue"]!);
        Assert.Equal("200", (string)Attribute(_spans[0]!, "mlops.parameter.trees")["stringValue"]!);
        Assert.False((bool)Attribute(_spans[1]!, "mlops.step.cached")["boolValue"]!);
        Assert.Equal($"2024-01@{Rows}", (string)Attribute(_spans[0]!, "mlops.data.training.partitions")["arrayValue"]!["values"]![0]!["stringValue"]!);
        Assert.Equal("failure", (string)Attribute(_spans[0]!, "cicd.pipeline.result")["stringValue"]!);
        Assert.Equal("too slow", (string)Attribute(_spans[0]!["events"]![0]!, "mlops.summary")["stringValue"]!);
    }

    [Fact]
    public void A_step_that_threw_is_an_error_with_what_it_said()
    {
        var spans = SpansOf(Run with { State = RunState.Failed, Failure = new RunFailure("evaluate", "no rows") });

        Assert.Equal((2, "no rows"), ((int)spans[0]!["status"]!["code"]!, (string)spans[0]!["status"]!["message"]!));
        Assert.Equal(("evaluate", 2), ((string)spans[3]!["name"]!, (int)spans[3]!["status"]!["code"]!));
        Assert.Equal("error", (string)Attribute(spans[0]!, "cicd.pipeline.result")["stringValue"]!);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_in_one_line()
    {
        Assert.Equal(OtlpTrace.Write(Run), OtlpTrace.Write(Run));
        Assert.DoesNotContain((byte)'\n', OtlpTrace.Write(Run));
        Assert.NotEqual(OtlpTrace.TraceId("run-1"), OtlpTrace.TraceId("run-2"));
    }

    private static JsonNode Attribute(JsonNode of, string key) => of["attributes"]!.AsArray().Single(a => (string)a!["key"]! == key)!["value"]!;

    private static JsonArray SpansOf(RunRecord run) => JsonNode.Parse(OtlpTrace.Write(run))!["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]!.AsArray();

    private static StepRun Step(string name, double after, double seconds, Digest input, Digest output) =>
        new(name, Digest.Of([9]), false, "first run", seconds, Digest.Of([8]), new(StringComparer.Ordinal) { ["in"] = input }, new(StringComparer.Ordinal) { ["result"] = output }) { StartedAfter = after };
}
