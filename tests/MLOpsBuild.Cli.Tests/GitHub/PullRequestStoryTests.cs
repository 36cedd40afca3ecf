using MLOpsBuild.Cli.Tests.Changes;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.Cli.Tests.GitHub;

/// <summary>What a reviewer sees on pull requests that do one thing each to a model, in a real repository with a real pipeline.</summary>
public sealed class PullRequestStoryTests : IAsyncLifetime
{
    private const string Parameters = "pipelines/orders-late/parameters.json";

    // As a whole the model may lose five minutes and nobody minds; a slice may not lose one.
    private const string Gates = """
        {
          "version": 1,
          "predictionTarget": { "rmse": { "max": 100 } },
          "convergence": { "gainOverPrior": 0, "lossOverLinear": 1, "overfitLoss": 1, "overfitRows": 16, "shuffledSkill": 1, "resamples": 2, "spread": 1, "trainTestGap": 1 },
          "snapshot": { "metrics": { "rmse": { "kind": "sampling", "margin": 5 } }, "slices": { "rmse": { "kind": "sampling", "margin": 0.5 } } },
          "load": { "ratePerSecond": 1, "seconds": 1, "p99Milliseconds": 1000, "errorRate": 0 }
        }
        """;

    private readonly ScratchRepository _repository = new();
    private FakeGitHub _github = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _github = await FakeGitHub.StartAsync();
        _repository.Write("pipelines/orders-late/gates.json", Gates);
        new EnvironmentFile { Model = "orders-late", Requires = ["data-validation", "metrics-snapshot", "api"] }.Save(_repository.PathOf("environments/live.json"));
    }

    public async ValueTask DisposeAsync()
    {
        await _github.DisposeAsync();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_change_that_improves_the_model_is_green_and_says_how_to_take_the_gain_in()
    {
        Begin(l2: 100_000);
        _repository.Write(Parameters, Settings(l2: 1));

        await Shown("improves", 0);
    }

    [Fact]
    public async Task A_change_that_damages_a_slice_is_red_whatever_the_average_says()
    {
        Begin(l2: 1);
        _repository.Write(Parameters, Settings(l2: 300));

        await Shown("damages-a-slice", 1);
    }

    [Fact]
    public async Task A_change_of_data_is_told_with_its_rows_and_judged_on_the_new_ones()
    {
        Begin(l2: 1);
        Add("2024-03.csv", ScratchRepository.Month(3));
        _repository.Write(Parameters, Settings(l2: 1, "2024-01..2024-02", "2024-03"));

        await Shown("changes-data", 0);
    }

    [Fact]
    public async Task A_change_after_which_data_breaks_its_contract_is_red_with_the_rows()
    {
        Begin(l2: 1);
        var schema = File.ReadAllText(_repository.PathOf("pipelines/orders-late/schema.json"));
        _repository.Write("pipelines/orders-late/schema.json", schema.Replace("\"max\": 100", "\"max\": 9", StringComparison.Ordinal));

        await Shown("breaks-the-contract", 1);
    }

    [Fact]
    public async Task A_second_push_rewrites_the_one_comment()
    {
        Begin(l2: 1);
        var pull = new PullRequest(_repository, _github, 7);
        _repository.Write(Parameters, Settings(l2: 300));
        await pull.PushAsync("Smoother", Stop);
        var first = Assert.Single(_github.Comments);
        _repository.Write(Parameters, Settings(l2: 1.5));
        await pull.PushAsync("Less of it", Stop);

        var last = Assert.Single(_github.Comments);
        Assert.Equal(first.Id, last.Id);
        Assert.NotEqual(first.Body, last.Body);
        Assert.Equal(0, pull.ExitCode);
    }

    [Fact]
    public async Task A_fork_that_claims_another_pull_request_writes_to_none()
    {
        Begin(l2: 1);
        var pull = new PullRequest(_repository, _github, 7);
        _repository.Write(Parameters, Settings(l2: 2));
        await pull.PushAsync("Smoother", Stop);
        _github.Comments.Clear();
        _github.Pulls.Add(new FakePull(8, "eve", "evil", "main", "Evil", "") { Sha = Digest.Of("evil"u8).Hex[..40], From = "eve/models" });

        Assert.False((await pull.ShowAsync(8, Stop)).IsPass);
        Assert.False((await pull.ShowAsync(7, Stop, from: "eve/models")).IsPass);
        Assert.False((await pull.ShowAsync(99, Stop)).IsPass);
        Assert.Empty(_github.Comments);
    }

    private void Begin(double l2)
    {
        _repository.Write(Parameters, Settings(l2));
        GitRepositoryOf.Begin(_repository);
        Assert.Equal(0, _repository.Run("metrics", "accept").ExitCode);
        GitRepositoryOf.Commit(_repository, "Accept the model");
    }

    private void Add(string name, string records)
    {
        _repository.Write($".mlops/{name}", records);
        var added = _repository.Run("data", "add", "orders", $".mlops/{name}");
        Assert.True(added.ExitCode == 0, added.Error);
    }

    private async Task Shown(string story, int exitCode)
    {
        var pull = new PullRequest(_repository, _github, 7);
        await pull.PushAsync("Change what the story is about", Stop);

        Snapshot.Matches(pull.Seen(), story, "md");
        Assert.Equal(exitCode, pull.ExitCode);
    }

    private static string Settings(double l2, string training = "2024-01", string evaluation = "2024-02") =>
        FormattableString.Invariant($$"""{ "training": "{{training}}", "evaluation": "{{evaluation}}", "l2": {{l2}} }""");
}
