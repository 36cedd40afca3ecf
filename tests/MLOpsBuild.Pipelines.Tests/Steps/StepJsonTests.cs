using System.Text;
using System.Text.Json;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class StepJsonTests
{
    private sealed record Point(int X, int? Y, string? Name, string Text = "t");

    [Fact]
    public void A_metric_without_data_survives()
    {
        var metric = new MetricValue(null, MetricDirection.Higher, 12, 1, null, null);

        Assert.Equal(metric, StepJson.Read<MetricValue>(StepJson.Write(metric)));
    }

    [Fact]
    public void Nulls_are_not_written() => Assert.Equal("{\n  \"x\": 1,\n  \"text\": \"t\"\n}\n", Encoding.UTF8.GetString(StepJson.Write(new Point(1, null, null))));

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"x\": null }")]
    [InlineData("{ \"x\": 1.5 }")]
    [InlineData("{ \"x\": \"1\" }")]
    [InlineData("{ \"x\": 1, \"x\": 2 }")]
    [InlineData("{ \"x\": 1, \"z\": 2 }")]
    [InlineData("{ \"x\": 1, \"text\": null }")]
    [InlineData("{ \"x\": 1, }")]
    [InlineData("{ \"x\": 1 } // end")]
    public void What_does_not_fit_is_refused(string json) => Assert.Throws<JsonException>(() => StepJson.Read<Point>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_gate_result_without_its_verdict_is_no_pass() =>
        Assert.Throws<JsonException>(() => StepJson.Read<GateResult>("""{ "gate": "api", "summary": "s", "findings": [] }"""u8));

    [Fact]
    public void A_number_that_is_none_is_never_written() =>
        Assert.Throws<ArgumentException>(() => StepJson.Write(new MetricValue(double.NaN, MetricDirection.Higher, 1, 1, null, null)));
}
