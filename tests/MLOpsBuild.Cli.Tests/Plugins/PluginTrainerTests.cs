using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Serving;
using MLOpsBuild.Serving.Hosting;
using MLOpsBuild.Serving.Loading;
using PluginTrainer;

namespace MLOpsBuild.Cli.Tests.Plugins;

/// <summary>A trainer of a user's own goes the whole way with no special case: cached, judged, packaged, loaded by a server and asked.</summary>
public sealed class PluginTrainerTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public PluginTrainerTests() => _repository.Write("pipelines/orders-late/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "neighbours": 10 }""");

    [Fact]
    public async Task A_plug_in_s_model_is_trained_judged_packaged_and_served()
    {
        using var session = Open();
        foreach (var operation in (Func<Session, CancellationToken, Task<Outcome>>[])[Model.Train, Model.Evaluate, Model.Converge, Model.Target, Packaging.Pack, Operations.Serving.Compatibility])
        {
            var outcome = await operation(session, Stop);
            Assert.True(outcome.IsPass, $"{outcome.Message} {string.Join(Environment.NewLine, outcome.Lines)}");
        }

        var served = PackageLoader.Load(session.Workspace.Store, session.Run.Package!.Value);
        // The server's own copy of the code reads it, not the one that trained it.
        Assert.NotEqual(typeof(NearestNeighbours).Assembly, served.Model.GetType().Assembly);
        Assert.Equal(NearestNeighbours.FormatName, served.Model.Format);

        var answer = await AskAsync(served, """[{"size":3,"shop":"north"}]""");

        var trained = session.Run.Reader().Read(session.Run.Release.Model);
        var row = new Tables.Table([new Tables.NumberColumn("size", [3]), Tables.TextColumn.Of("shop", ["north"])]);
        Assert.Equal(trained.Predict(row)[0], answer);
        // An order of three is nine minutes late, and up to four more.
        Assert.InRange(answer, 9, 13);
    }

    [Fact]
    public async Task Its_steps_are_cached_and_a_changed_setting_trains_anew()
    {
        using (var first = Open()) await Model.Evaluate(first, Stop);

        using var again = Open();
        Assert.Contains("hit", (await Model.Evaluate(again, Stop)).Why, StringComparison.Ordinal);

        using var changed = Open("neighbours=3");
        Assert.Contains("Neighbours", (await Model.Train(changed, Stop)).Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Accepted_metrics_hold_the_next_model_against_it()
    {
        using (var first = Open())
        {
            await Model.Evaluate(first, Stop);
            Assert.True((await MetricsAcceptance.Accept(first, [], Stop)).IsPass);
        }

        // On other rows the accepted model itself is asked, which needs its reader.
        using var worse = Open("neighbours=160", "evaluation=2024-01..2024-02");
        await Model.Evaluate(worse, Stop);

        Assert.False((await Model.Gate(worse, Stop)).IsPass);
    }

    [Fact]
    public async Task Reading_without_the_format_lists_the_known_ones()
    {
        using var session = Open();
        await Model.Train(session, Stop);
        using var bytes = new MemoryStream(session.Run.Reader().Bytes(session.Run.Release.Model));

        var error = Assert.Throws<InvalidDataException>(() => ModelFormats.Read(bytes));

        Assert.Contains("'nearest-neighbours'; known are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_names_the_types_that_read_its_model_and_others_name_none()
    {
        using var session = Open();
        await Packaging.Pack(session, Stop);

        Assert.Equal(["PluginTrainer.NearestNeighboursFormat"], Delivery.Packages.ModelPackage.Read(session.Workspace.Store, session.Run.Package!.Value).Signature.ModelFormats);
        using var others = new ScratchRepository();
        using var plain = Session.Open(others.Root, [new OrdersPipeline()], new SessionOptions());
        await Packaging.Pack(plain, Stop);
        Assert.DoesNotContain("modelFormats", System.Text.Encoding.UTF8.GetString(Delivery.Packages.ModelPackage.Read(plain.Workspace.Store, plain.Run.Package!.Value).Signature.ToBytes()), StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Session Open(params string[] overrides) => Session.Open(_repository.Root, [new PluginPipeline()], new SessionOptions { Overrides = overrides, Threads = 2 });

    private static async Task<double> AskAsync(ServedModel served, string records)
    {
        await using var server = await PredictionServer.StartAsync(served, new ServerOptions(), Stop);
        using var client = new HttpClient { BaseAddress = server.Address };
        using var content = new StringContent(records, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), content, Stop);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;
        return (double)body["rows"]![0]!["score"]!;
    }
}
