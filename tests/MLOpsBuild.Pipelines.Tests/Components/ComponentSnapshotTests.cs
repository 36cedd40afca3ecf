using MLOpsBuild.Pipelines.Components;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Components;

/// <summary>What neighbouring steps exchange, in real runs of a small pipeline.</summary>
public sealed class ComponentSnapshotTests : IDisposable
{
    private readonly Shop _shop = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ShopFeatures Usual => new(("items", ColumnType.Number), ("kind", ColumnType.Text));

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Every_pair_of_neighbouring_steps_is_read_from_what_really_lies_in_the_store()
    {
        using var run = await RunAsync(Usual);

        var exchanges = Exchange.All(run);

        Assert.Equal(
            ["features@2024-01 → train", "features@2024-02 → evaluate", "train → evaluate"],
            exchanges.Where(e => e.Consumer is "train" or "evaluate").Select(e => $"{e.Producer} → {e.Consumer}"));
        var features = exchanges.Single(e => e.Consumer == "train").Schema;
        Assert.Equal(["items number", "kind text", "late number", "time time"], features.Select(c => $"{c.Key} {c.Value}"));
        var model = exchanges.Single(e => e.Producer == "train").Schema;
        Assert.Equal(("number", "text", "regression"), (model["items"], model["kind"], model["model: task"]));
    }

    [Fact]
    public async Task Exchanges_as_they_were_accepted_pass_and_leave_nothing_behind()
    {
        await AcceptAsync(Usual);

        await VerifyAsync(Usual);

        Assert.False(File.Exists(_shop["ShopTests.Exchanges.received.json"]));
    }

    [Fact]
    public async Task A_column_that_is_gone_new_or_of_another_type_breaks_with_the_names_of_both_steps()
    {
        await AcceptAsync(Usual);

        var problem = await Assert.ThrowsAsync<SnapshotException>(() => VerifyAsync(new ShopFeatures(("items", ColumnType.Text), ("weight", ColumnType.Number))));

        var told = problem.Message[problem.Message.IndexOf("Compare Result:", StringComparison.Ordinal)..];
        foreach (var pair in new[] { "features@* → train", "features@* → evaluate", "train → evaluate" })
        {
            Assert.Contains($"{pair}: 'items' was number and is text.", told, StringComparison.Ordinal);
            Assert.Contains($"{pair}: 'kind' (text) is gone.", told, StringComparison.Ordinal);
            Assert.Contains($"{pair}: 'weight' (number) is new.", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Accepting_a_change_is_renaming_the_received_file()
    {
        await AcceptAsync(Usual);
        var other = new ShopFeatures(("items", ColumnType.Number));
        await Assert.ThrowsAsync<SnapshotException>(() => VerifyAsync(other));

        File.Move(_shop["ShopTests.Exchanges.received.json"], _shop["ShopTests.Exchanges.verified.json"], overwrite: true);

        await VerifyAsync(other);
    }

    [Fact]
    public async Task A_run_that_has_not_come_so_far_shows_what_is_no_longer_exchanged()
    {
        await AcceptAsync(Usual);
        using var run = _shop.Run(Usual);
        await run.UntilAsync([run.Release.Model], Stop);

        var problem = await Assert.ThrowsAsync<SnapshotException>(() => ComponentSnapshot.Verify(run, _shop.Source, "Exchanges"));

        Assert.Contains("train → evaluate: nothing is exchanged any more.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_nothing_is_refused()
    {
        using var run = _shop.Run(Usual);

        await Assert.ThrowsAsync<ArgumentException>(() => ComponentSnapshot.Verify(run, _shop.Source, "Exchanges"));
    }

    [Fact]
    public async Task A_producer_that_makes_other_columns_than_it_declares_stops_its_consumer_with_both_names_and_all_columns()
    {
        var broken = new ShopFeatures(("items", ColumnType.Number), ("kind", ColumnType.Text)) { Made = [("items", ColumnType.Text)] };

        var problem = await Assert.ThrowsAsync<StepFailedException>(async () => (await RunAsync(broken)).Dispose());

        Assert.Equal("train", problem.Step);
        Assert.Contains("features@2024-01 gives rows of another schema: 'items' is text, number is asked; 'kind' (text) is missing", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_asks_for_other_columns_stops_the_evaluation_with_both_names()
    {
        var problem = await Assert.ThrowsAsync<StepFailedException>(async () =>
        {
            using var run = _shop.Run(Usual, new Renaming("items", "pieces"));
            await run.UntilAsync([run.Release.Evaluation], Stop);
        });

        Assert.Equal("evaluate", problem.Step);
        Assert.Contains("train gives a model that asks for other rows than there are: 'pieces' is no feature", problem.Message, StringComparison.Ordinal);
    }

    private async Task<PipelineRun> RunAsync(ShopFeatures features)
    {
        var run = _shop.Run(features);
        await run.UntilAsync([run.Release.Evaluation], Stop);
        return run;
    }

    private async Task VerifyAsync(ShopFeatures features)
    {
        using var run = await RunAsync(features);
        await ComponentSnapshot.Verify(run, _shop.Source, "Exchanges");
    }

    private async Task AcceptAsync(ShopFeatures features)
    {
        await Assert.ThrowsAsync<SnapshotException>(() => VerifyAsync(features));
        File.Move(_shop["ShopTests.Exchanges.received.json"], _shop["ShopTests.Exchanges.verified.json"]);
    }
}
