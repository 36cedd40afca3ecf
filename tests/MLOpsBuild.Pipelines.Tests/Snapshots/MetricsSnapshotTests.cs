using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Snapshots;

public sealed class MetricsSnapshotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_snapshot_that_is_not_there_is_null() => Assert.Null(MetricsSnapshot.Load(_folder["none.json"], "none.json"));

    [Fact]
    public void A_snapshot_reads_back_and_writes_the_same_bytes()
    {
        var path = _folder["metrics.verified.json"];
        Snapshot().Save(path);
        var bytes = File.ReadAllBytes(path);

        var again = MetricsSnapshot.Load(path, "m")!;
        again.Save(path);

        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal(ToleranceKind.Sampling, again.Metrics["auc"].Tolerance.Kind);
        Assert.Null(again.Slices["distance>=2000"]["auc"].Value);
    }

    [Fact]
    public void A_snapshot_is_written_as_people_review_it()
    {
        Snapshot().Save(_folder["m.json"]);
        var text = File.ReadAllText(_folder["m.json"]);

        Assert.Contains("\"direction\": \"higher\"", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"sampling\"", text, StringComparison.Ordinal);
        Assert.Contains("\"distance>=2000\"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        (Snapshot() with { Version = 2 }).Save(_folder["m.json"]);

        Assert.Equal("m.json is of version 2; this build reads version 1.", Assert.Throws<ConfigurationException>(() => MetricsSnapshot.Load(_folder["m.json"], "m.json")).Message);
    }

    [Fact]
    public void An_unknown_key_is_named_with_its_line_and_the_known_ones()
    {
        Snapshot().Save(_folder["m.json"]);
        _folder.Write("m.json", File.ReadAllText(_folder["m.json"]).Replace("\"evaluation\"", "\"evaluations\"", StringComparison.Ordinal));

        var problem = Assert.Throws<ConfigurationException>(() => MetricsSnapshot.Load(_folder["m.json"], "m.json"));

        Assert.StartsWith("m.json:4:", problem.Message, StringComparison.Ordinal);
        Assert.Contains("evaluations", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Known keys: evaluation, metrics, model, predictions, slices, version.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_survive_as_a_table()
    {
        var rows = new PredictedRows([0.25, 0.5], [0, 1], [730000, 730001]);

        var again = PredictedRows.From(rows.ToTable());

        Assert.Equal(rows.Scores, again.Scores);
        Assert.Equal(rows.Target, again.Target);
        Assert.Equal(rows.Blocks, again.Blocks);
    }

    private static MetricsSnapshot Snapshot() => new()
    {
        Version = 1,
        Model = Digest.Of("m"u8),
        Evaluation = Digest.Of("e"u8),
        Predictions = Digest.Of("p"u8),
        Metrics = new(StringComparer.Ordinal) { ["auc"] = Measured.Accepted(0.8363, ToleranceKind.Sampling, 0.005) },
        Slices = new(StringComparer.Ordinal) { ["distance>=2000"] = new(StringComparer.Ordinal) { ["auc"] = Measured.Accepted(null, ToleranceKind.Exact) } },
    };
}
