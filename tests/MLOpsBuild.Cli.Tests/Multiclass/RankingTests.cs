using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Serving.Loading;

namespace MLOpsBuild.Cli.Tests.Multiclass;

/// <summary>A ranking goes through the same steps: its rows are judged within the group that the label names, whatever lies between them.</summary>
public sealed class RankingTests : IDisposable
{
    private readonly ScratchRepository _repository = new() { Pipelines = [new QueryPipeline()] };

    public RankingTests()
    {
        _repository.Write("pipelines/offers/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02" }""");
        _repository.Write("pipelines/offers/gates.json", """
            {
              "version": 1,
              "predictionTarget": { "ndcg": { "min": 0.8 }, "mrr": { "min": 0.7 }, "map": { "min": 0.6 } },
              "convergence": { "gainOverPrior": 0.3, "lossOverLinear": 0.1, "overfitLoss": 0.05, "overfitRows": 32, "shuffledSkill": 0.2, "resamples": 2, "spread": 0.2, "trainTestGap": 0.2 },
              "snapshot": { "metrics": { "ndcg": { "kind": "sampling", "margin": 0.05 } }, "slices": {} },
              "load": { "ratePerSecond": 1, "seconds": 1, "p99Milliseconds": 1000, "errorRate": 0 }
            }
            """);
        _repository.Write("pipelines/offers/schema.json", """
            { "version": 1, "time": "time", "block": "day",
              "columns": { "time": { "type": "time" }, "query": { "type": "text" }, "price": { "type": "number" }, "match": { "type": "number" }, "clicks": { "type": "integer" } },
              "rules": { "price.range": { "kind": "range", "column": "price", "min": 0, "max": 1000 } } }
            """);
        _repository.Write("pipelines/offers/search.json", """
            { "version": 1, "parameters": { "training": { "type": "category", "values": ["2024-01"] } }, "strategy": "random", "trials": 3, "seed": 1, "validation": { "folds": 2 }, "metric": "ndcg" }
            """);
        var path = _repository.PathOf("data.lock.json");
        var locked = JsonNode.Parse(File.ReadAllText(path))!;
        locked["datasets"]!["queries"] = new JsonObject { ["format"] = "csv", ["schema"] = "pipelines/offers/schema.json", ["partitions"] = new JsonArray() };
        File.WriteAllText(path, locked.ToJsonString());
        foreach (var month in new[] { 1, 2 }) _repository.Write($"incoming/2024-0{month}.csv", Month(month));
        var added = _repository.Run("data", "add", "queries", "incoming/2024-01.csv", "incoming/2024-02.csv");
        Assert.True(added.ExitCode == 0, added.Error);
    }

    [Fact]
    public async Task A_ranking_is_trained_judged_accepted_and_packaged()
    {
        using var session = Open();
        foreach (var operation in (Func<Session, CancellationToken, Task<Outcome>>[])[Model.Train, Model.Evaluate, Model.Converge, Model.Target, Packaging.Pack, Operations.Serving.Compatibility])
        {
            var outcome = await operation(session, Stop);
            Assert.True(outcome.IsPass, $"{operation.Method.Name}: {outcome.Message} {string.Join(Environment.NewLine, outcome.Lines)}");
        }

        Assert.True((await MetricsAcceptance.Accept(session, [], Stop)).IsPass);
        Assert.Equal(LearningTask.Ranking, ModelPackage.Read(session.Workspace.Store, session.Run.Package!.Value).Signature.Task);
        Assert.Equal(LearningTask.Ranking, PackageLoader.Load(session.Workspace.Store, session.Run.Package!.Value).Model.Task);
    }

    [Fact]
    public async Task Each_query_is_one_loss_of_a_comparison()
    {
        using var session = Open();
        await Model.Evaluate(session, Stop);
        var rows = session.Run.Release.EvaluationRows;
        var table = rows.Read(session.Run.Reader());
        var model = session.Run.Reader().Read(session.Run.Release.Model);

        var (losses, times) = Scoring.Losses(model.Task, rows, table, model.Predict(rows.Inputs(table)));

        Assert.Equal((56, 56), (losses.Length, times.Length));
        Assert.Equal(1 - session.Run.Reader().ReadJson(session.Run.Release.Evaluation).Metrics["ndcg"].Value!.Value, losses.Average(), 1e-12);
    }

    [Fact]
    public void A_search_of_methods_ranks_within_the_queries()
    {
        var found = _repository.Run("tune", "offers", "--auto", "--json");

        Assert.True(found.ExitCode == 0, found.Error + found.Output);
        Assert.Contains("boosted-trees", found.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Session Open() => Session.Open(_repository.Root, [new QueryPipeline()], new SessionOptions { Threads = 2 });

    /// <summary>Two queries a day of eight offers each, one offer of either in turn: cheap ones that match are clicked, each in relation to its query.</summary>
    private static string Month(int month)
    {
        var text = new StringBuilder("time,query,price,match,clicks\n");
        var random = new Random(month);
        for (var i = 0; i < 28 * 16; i++)
        {
            var (day, query) = (1 + i / 16, i % 2);
            var (price, match) = (random.NextDouble() * 100, random.NextDouble());
            var clicks = match > 0.7 ? (price < 50 ? 2 : 1) : 0;
            text.Append(CultureInfo.InvariantCulture, $"2024-{month:00}-{day:00} 10:{i % 16:00},m{month}d{day}q{query},{price:0.00},{match:0.000},{clicks}\n");
        }

        return text.ToString();
    }
}
