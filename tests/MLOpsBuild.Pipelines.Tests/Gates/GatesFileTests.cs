using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Gates;

public sealed class GatesFileTests : IDisposable
{
    private const string Text = """
        {
          "version": 1,
          "predictionTarget": { "auc": { "min": 0.8 } },
          "convergence": {
            "gainOverPrior": 0.15, "lossOverLinear": 0.002, "overfitLoss": 0.02, "overfitRows": 256,
            "shuffledSkill": 0.03, "resamples": 5, "spread": 0.015, "trainTestGap": 0.06
          },
          "snapshot": { "metrics": { "auc": { "kind": "sampling", "margin": 0.005 }, "ece": { "kind": "exact" } }, "slices": {} },
          "load": { "ratePerSecond": 200, "seconds": 5, "p99Milliseconds": 100, "errorRate": 0 }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_reads_as_written()
    {
        var file = Read(Text);

        Assert.Equal(new MetricLimit(Min: 0.8), file.PredictionTarget["auc"]);
        Assert.Equal(new Tolerance(ToleranceKind.Sampling, 0.005), file.Snapshot.Metrics["auc"]);
        Assert.Equal(new Tolerance(ToleranceKind.Exact), file.Snapshot.Metrics["ece"]);
        Assert.Equal(256, file.Convergence.OverfitRows);
        Assert.Equal(new LoadLimits(200, 5, 100, 0), file.Load);
        Assert.Equal(0.05, file.Drift.Margin);
    }

    [Fact]
    public void Drift_has_margins_and_columns_that_the_calendar_fixes()
    {
        var drift = Read(Text.Replace("\"load\": {", "\"drift\": { \"margin\": 0.1, \"margins\": { \"size\": 0.2 }, \"calendar\": [\"weekday\"] }, \"load\": {", StringComparison.Ordinal)).Drift;
        Assert.Equal((0.1, 0.2), (drift.Margin, drift.Margins["size"]));
        Assert.Equal(["weekday"], drift.Calendar);
    }

    [Theory]
    [InlineData("\"resamples\": 5, ", "", "resamples")]
    [InlineData("\"min\"", "\"minimum\"", "minimum")]
    [InlineData("\"sampling\"", "\"guess\"", "kind")]
    [InlineData("\"version\": 1", "\"version\": 2", "is of version 2; this build reads version 1.")]
    [InlineData("\"seconds\": 5", "\"seconds\": \"5\"", "seconds")]
    [InlineData("\"load\": {", "\"drift\": { \"margin\": 5 }, \"load\": {", "a share of rows")]
    [InlineData("\"load\": {", "\"drift\": { \"calender\": [] }, \"load\": {", "calender")]
    public void A_wrong_file_is_refused_with_its_path_and_what_is_wrong(string part, string with, string named)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Read(Text.Replace(part, with, StringComparison.Ordinal)));

        Assert.StartsWith("pipelines/p/gates.json", problem.Message, StringComparison.Ordinal);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("pipelines/p/gates.json is missing.", Assert.Throws<ConfigurationException>(() => GatesFile.Read(new Workspace(_folder.Path), "p")).Message);

    private GatesFile Read(string text)
    {
        _folder.Write("pipelines/p/gates.json", text);
        return GatesFile.Read(new Workspace(_folder.Path), "p");
    }
}
