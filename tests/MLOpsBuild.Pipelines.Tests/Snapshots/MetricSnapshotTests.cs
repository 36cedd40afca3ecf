using System.Text.Json.Nodes;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Snapshots;

/// <summary>Snapshots of tests that lie in a folder of their own.</summary>
public sealed class MetricSnapshotTests : IDisposable
{
    private static readonly MetricSnapshotSettings Loose = new() { Tolerance = new Tolerance(ToleranceKind.Absolute, 0.01) };
    private readonly TempFolder _folder = new();

    public MetricSnapshotTests() => _folder.Write("ModelTests.cs", "");

    private string Verified => _folder["ModelTests.Auc.verified.json"];

    private string Received => _folder["ModelTests.Auc.received.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_time_fails_as_new_and_names_both_files()
    {
        var problem = await Assert.ThrowsAsync<SnapshotException>(() => Verify(0.8, 0.4));

        Assert.StartsWith($"Directory: {_folder.Path}\nNew:\n  - Received: ModelTests.Auc.received.json\n    Verified: ModelTests.Auc.verified.json\n\nFileContent:\n\nNew:\n\nReceived: ModelTests.Auc.received.json\n{{", problem.Message, StringComparison.Ordinal);
        Assert.Equal((Received, Verified), (problem.ReceivedFile, problem.VerifiedFile));
        Assert.True(File.Exists(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public async Task Renaming_the_received_file_accepts_and_the_next_run_removes_what_was_received()
    {
        await AcceptAsync(0.8, 0.4);
        File.WriteAllText(Received, "left over");

        await Verify(0.8, 0.4);

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task A_move_inside_the_tolerance_passes_and_rewrites_nothing()
    {
        await AcceptAsync(0.8, 0.4);
        var before = File.ReadAllBytes(Verified);

        await Verify(0.795, 0.405);

        Assert.Equal(before, File.ReadAllBytes(Verified));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task A_loss_fails_as_not_equal_and_shows_both_and_what_differs()
    {
        await AcceptAsync(0.8, 0.4);

        var problem = await Assert.ThrowsAsync<SnapshotException>(() => Verify(0.7, 0.4));

        Assert.Contains("\nNotEqual:\n  - Received: ModelTests.Auc.received.json\n    Verified: ModelTests.Auc.verified.json\n", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Compare Result:\nauc: 0.8 → 0.7 (−0.1); allowed loss 0.01.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0.7, Value(Received, "auc"));
    }

    [Fact]
    public async Task The_direction_decides_what_a_loss_is()
    {
        await AcceptAsync(0.8, 0.4);

        await Assert.ThrowsAsync<SnapshotException>(() => Verify(0.8, 0.5));
        await Verify(0.8, 0.3);
    }

    [Fact]
    public async Task A_gain_passes_and_offers_only_what_gained()
    {
        await AcceptAsync(0.8, 0.4);

        await Verify(0.9, 0.405);

        Assert.Equal((0.9, 0.4), (Value(Received, "auc"), Value(Received, "log-loss")));
        Assert.Equal(0.8, Value(Verified, "auc"));
    }

    [Fact]
    public async Task Many_small_losses_are_no_way_down()
    {
        await AcceptAsync(0.8, 0.4);

        await Verify(0.795, 0.4);
        await Assert.ThrowsAsync<SnapshotException>(() => Verify(0.785, 0.4));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task A_metric_without_a_value_never_passes(double value)
    {
        await AcceptAsync(0.8, 0.4);

        Assert.Contains("no data now", (await Assert.ThrowsAsync<SnapshotException>(() => Verify(value, 0.4))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_are_new_or_gone_fail_by_name()
    {
        await AcceptAsync(0.8, 0.4);

        Assert.Contains("brier: not accepted yet.", (await Assert.ThrowsAsync<SnapshotException>(() => Verify(("auc", 0.8), ("log-loss", 0.4), ("brier", 0.1)))).Message, StringComparison.Ordinal);
        Assert.Contains("log-loss: no data now", (await Assert.ThrowsAsync<SnapshotException>(() => Verify(("auc", 0.8)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Verify());
    }

    [Fact]
    public async Task The_accepted_tolerance_counts_and_not_one_that_the_code_widens()
    {
        await AcceptAsync(0.8, 0.4);

        await Assert.ThrowsAsync<SnapshotException>(() => Snapshot(Loose with { Tolerance = new Tolerance(ToleranceKind.Absolute, 1) }, ("auc", 0.5), ("log-loss", 0.4)));
    }

    [Fact]
    public async Task A_slice_that_loses_cannot_hide_behind_the_mean_that_gains()
    {
        Task Measure(double all, double far) => MetricSnapshot.Verify(Measured.Evaluation([("auc", all)], [("far", "auc", far)]), Loose, _folder["ModelTests.cs"], "Auc");
        await Assert.ThrowsAsync<SnapshotException>(() => Measure(0.8, 0.7));
        File.Move(Received, Verified);

        Assert.Contains("auc at far: 0.7 → 0.6", (await Assert.ThrowsAsync<SnapshotException>(() => Measure(0.9, 0.6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_of_a_test_are_part_of_the_name()
    {
        var settings = Loose with { Parameters = [("month", "2001-04"), ("share", 0.5)] };

        Assert.Contains("Received: ModelTests.Auc_month=2001-04_share=0.5.received.json", (await Assert.ThrowsAsync<SnapshotException>(() => Snapshot(settings, ("auc", 0.8)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshot(Loose with { Parameters = [("path", "../x")] }, ("auc", 0.8)));
    }

    [Fact]
    public async Task Own_metrics_need_a_direction_and_sampling_needs_a_pipeline()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshot(Loose, ("profit", 3)));
        await Assert.ThrowsAsync<SnapshotException>(() => Snapshot(Loose with { Directions = new Dictionary<string, MetricDirection> { ["profit"] = MetricDirection.Higher } }, ("profit", 3)));
        Assert.Contains("predictions", (await Assert.ThrowsAsync<ArgumentException>(() => Snapshot(Loose with { Tolerance = new Tolerance(ToleranceKind.Sampling, 0.1) }, ("auc", 3)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_file_with_a_byte_order_mark_and_a_broken_one_are_read_and_named()
    {
        await AcceptAsync(0.8, 0.4);
        File.WriteAllText(Verified, "\uFEFF" + File.ReadAllText(Verified).Replace("\n", "\r\n", StringComparison.Ordinal));
        await Verify(0.8, 0.4);

        File.WriteAllText(Verified, "{ \"version\": 1, \"metric\": {} }");
        Assert.Contains("ModelTests.Auc.verified.json", (await Assert.ThrowsAsync<ConfigurationException>(() => Verify(0.8, 0.4))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_very_test_has_its_snapshot_beside_its_source() => await MetricSnapshot.Verify(new Dictionary<string, double> { ["auc"] = 0.75 });

    private static double Value(string path, string metric) => (double)JsonNode.Parse(File.ReadAllText(path))!["metrics"]![metric]!["value"]!;

    private Task Verify(double auc, double logLoss) => Verify(("auc", auc), ("log-loss", logLoss));

    private Task Verify(params (string Name, double Value)[] metrics) => Snapshot(Loose, metrics);

    private Task Snapshot(MetricSnapshotSettings settings, params (string Name, double Value)[] metrics) =>
        MetricSnapshot.Verify(metrics.ToDictionary(m => m.Name, m => m.Value), settings, _folder["ModelTests.cs"], "Auc");

    private async Task AcceptAsync(double auc, double logLoss)
    {
        await Assert.ThrowsAsync<SnapshotException>(() => Verify(auc, logLoss));
        File.Move(Received, Verified);
    }
}
