using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Cli.Tests.Processes;
using MLOpsBuild.Learning;

namespace MLOpsBuild.Cli.Tests.Multiclass;

/// <summary>A model of several classes goes the whole way on real data, each command in a process of its own: data, training, gates, acceptance, package, server, answers.</summary>
public sealed class WholeWayTests : IDisposable
{
    private readonly WineRepository _repository = new();

    [Fact]
    public async Task Several_classes_go_from_a_file_to_the_answer_of_a_server()
    {
        await MustAsync("data", "add", "wines", "incoming/2024-01.csv", "incoming/2024-02.csv");
        var shown = await MustAsync("run", "wine-cultivar", "--until", "evaluate");
        Assert.DoesNotContain("error", shown, StringComparison.OrdinalIgnoreCase);
        await MustAsync("metrics", "accept", "--pipeline", "wine-cultivar");
        Assert.Contains("\"balanced-accuracy\"", await File.ReadAllTextAsync(_repository.Scratch.PathOf("pipelines/wine-cultivar/metrics.verified.json"), Stop), StringComparison.Ordinal);

        using var session = Open();
        foreach (var operation in (Func<Session, CancellationToken, Task<Outcome>>[])
            [Model.Converge, Model.Gate, Model.Target, Packaging.Pack, Operations.Serving.Compatibility, Operations.Serving.Api, Operations.Serving.Load])
        {
            var outcome = await operation(session, Stop);
            Assert.True(outcome.IsPass, $"{operation.Method.Name}: {outcome.Message} {string.Join(Environment.NewLine, outcome.Lines)}");
        }

        var package = session.Run.Package!.Value;
        var signature = Delivery.Packages.ModelPackage.Read(session.Workspace.Store, package).Signature;
        Assert.Equal((LearningTask.Multiclass, "barolo, grignolino, barbera"), (signature.Task, string.Join(", ", signature.Classes)));
        await using var server = await ServerProcess.StartAsync(_repository.Scratch.Root, package, Stop);
        using var client = new HttpClient { BaseAddress = server.Address };
        var row = FirstWine();
        var answer = (await AskAsync(client, "/predict", new JsonObject { ["rows"] = new JsonArray(row.DeepClone()) }))["rows"]![0]!;
        Assert.Equal("barolo", (string?)answer["class"]);
        Assert.Equal(["barolo", "grignolino", "barbera"], answer["probabilities"]!.AsObject().Select(p => p.Key));
        Assert.Equal(1, answer["probabilities"]!.AsObject().Sum(p => (double)p.Value!), 12);

        var explained = (await AskAsync(client, "/explain", new JsonObject { ["rows"] = new JsonArray(row.DeepClone()) }))["rows"]![0]!;
        Assert.Equal(answer["probabilities"]!.ToJsonString(), explained["probabilities"]!.ToJsonString());
        Assert.Equal((double)row["proline"]!, (double)explained["features"]!["proline"]!);
        var sums = explained["classes"]!.AsObject().ToDictionary(c => c.Key, c => c.Value!);
        Assert.All(sums.Values, c => Assert.Equal((double)c["margin"]!, (double)c["base"]! + c["contributions"]!.AsObject().Sum(f => (double)f.Value!), 9));
        // The probabilities are those of the margins.
        var total = sums.Values.Sum(c => Math.Exp((double)c["margin"]!));
        Assert.All(sums, c => Assert.Equal((double)answer["probabilities"]![c.Key]!, Math.Exp((double)c.Value["margin"]!) / total, 9));

        var inputs = new JsonArray([.. row.Select(f => new JsonObject { ["name"] = f.Key, ["shape"] = new JsonArray(1), ["datatype"] = "FP64", ["data"] = new JsonArray(f.Value!.DeepClone()) })]);
        var outputs = (await AskAsync(client, "/v2/models/wine-cultivar/infer", new JsonObject { ["inputs"] = inputs }))["outputs"]!.AsArray();
        var probabilities = outputs.First(o => (string?)o!["name"] == "probabilities")!;
        Assert.Equal("[1,3]", probabilities["shape"]!.ToJsonString());
        Assert.Equal(answer["probabilities"]!.AsObject().Select(p => (double)p.Value!), probabilities["data"]!.AsArray().Select(p => (double)p!));
    }

    [Fact]
    public async Task A_scored_file_names_the_class_and_each_probability()
    {
        await MustAsync("data", "add", "wines", "incoming/2024-01.csv", "incoming/2024-02.csv");
        using var session = Open();
        await Packaging.Pack(session, Stop);

        var outcome = await Operations.Serving.Score(session, _repository.Scratch.PathOf("incoming/2024-02.csv"), null, null, Stop);

        Assert.EndsWith("cultivar,class,probability of barolo,probability of grignolino,probability of barbera", outcome.Lines[0].Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(",barolo,barolo,0.", outcome.Lines[0].Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_of_methods_knows_that_there_are_several_classes()
    {
        await MustAsync("data", "add", "wines", "incoming/2024-01.csv", "incoming/2024-02.csv");
        _repository.Scratch.Write("pipelines/wine-cultivar/search.json", """
            { "version": 1, "parameters": { "trees": { "type": "integer", "from": 5, "to": 50 } }, "strategy": "random", "trials": 6, "seed": 1, "validation": { "folds": 2 }, "metric": "f1-macro" }
            """);

        var found = _repository.Scratch.Run("tune", "wine-cultivar", "--auto", "--json");

        Assert.True(found.ExitCode == 0, found.Error + found.Output);
        Assert.Contains("linear", found.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Session Open(params string[] overrides) => Session.Open(_repository.Scratch.Root, [new WinePipeline()], new SessionOptions { Overrides = overrides, Threads = 2 });

    private JsonObject FirstWine()
    {
        var lines = File.ReadAllLines(_repository.Scratch.PathOf("incoming/2024-02.csv"));
        var (names, values) = (lines[0].Split(','), lines[1].Split(','));
        return new JsonObject(names.Zip(values).Skip(1).SkipLast(1).Select(f => KeyValuePair.Create(f.First, JsonNode.Parse(f.Second))));
    }

    private async Task<string> MustAsync(params string[] arguments)
    {
        using var worker = Worker.Start(_repository.Scratch.Root, arguments);
        var errors = worker.StandardError.ReadToEndAsync(Stop);
        var output = await worker.StandardOutput.ReadToEndAsync(Stop);
        await worker.WaitForExitAsync(Stop);
        Assert.True(worker.ExitCode == 0, $"{string.Join(' ', arguments)}: {output}{await errors}");
        return output;
    }

    private static async Task<JsonNode> AskAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
