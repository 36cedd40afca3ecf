using System.Text.Json.Nodes;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class TuneTests : IDisposable
{
    private const string Search = """
        {
          "version": 1,
          "parameters": { "l2": { "type": "real", "from": 0.01, "to": 1000, "scale": "log" } },
          "strategy": "random",
          "trials": 8,
          "validation": { "folds": 3 }
        }
        """;

    private readonly ScratchRepository _repository = new();

    public TuneTests() => Write(_repository, Search);

    [Fact]
    public void Search_ranks_its_trials_and_names_the_best_as_it_is_typed()
    {
        var result = Must(_repository.Run("tune", "--json")).Result;
        var trials = result["leaderboard"]!["trials"]!.AsArray();
        Assert.Equal(8, trials.Count);
        Assert.Equal(trials.Select(t => (double)t!["mean"]!).Order(), trials.Select(t => (double)t!["mean"]!));
        Assert.Equal($"--set l2={(string)trials[0]!["parameters"]!["l2"]!}", (string)result["best"]!["set"]!);
        Assert.Contains(trials, t => (string)t!["parameters"]!["l2"]! == "1");
    }

    [Fact]
    public void Trials_are_measured_within_the_training_window_on_days_behind_those_they_learned_from()
    {
        var folds = Must(_repository.Run("tune", "--json")).Result["leaderboard"]!["folds"]!.AsArray();
        Assert.Equal(
            [("2024-01-01..2024-01-07", "2024-01-08..2024-01-14"), ("2024-01-01..2024-01-14", "2024-01-15..2024-01-21"), ("2024-01-01..2024-01-21", "2024-01-22..2024-01-28")],
            folds.Select(f => ((string)f!["learn"]!, (string)f["measure"]!)));
    }

    [Fact]
    public void Evaluation_rows_play_no_part()
    {
        var before = Must(_repository.Run("tune", "--json")).Result;
        var other = ScratchRepository.Month(2, days: 20);
        var locks = JsonNode.Parse(File.ReadAllText(_repository.PathOf("data.lock.json")))!;
        var partition = locks["datasets"]!["orders"]!["partitions"]!.AsArray()[1]!;
        var bytes = System.Text.Encoding.UTF8.GetBytes(other);
        partition["digest"] = _repository.Workspace.Store.Put(bytes).ToString();
        partition["size"] = bytes.Length;
        partition["rows"] = 120;
        partition["to"] = "2024-02-20T13:00";
        File.WriteAllText(_repository.PathOf("data.lock.json"), locks.ToJsonString());
        var after = Must(_repository.Run("tune", "--json")).Result;
        Assert.Equal((0, 8), ((int)after["computed"]!, (int)after["found"]!));
        Assert.Equal((string)before["board"]!, (string)after["board"]!);
    }

    [Fact]
    public void Widened_search_runs_only_the_new_trials()
    {
        Must(_repository.Run("tune"));
        var wide = Must(_repository.Run("tune", "--trials", "11", "--json")).Result;
        Assert.Equal((3, 8), ((int)wide["computed"]!, (int)wide["found"]!));
    }

    [Theory]
    [InlineData("random", 2)]
    [InlineData("grid", 2)]
    [InlineData("bayesian", 3)]
    [InlineData("halving", 3)]
    public void Shards_on_machines_of_their_own_merge_to_the_unsharded_leaderboard(string strategy, int shards)
    {
        string[] search = ["tune", "--strategy", strategy, "--trials", "13", "--json"];
        var whole = (string)Must(_repository.Run(search)).Result["board"]!;
        using var meeting = new ScratchRepository();
        for (var shard = 1; shard <= shards; shard++)
        {
            using var machine = Machine();
            Must(machine.Run([.. search, "--shard", $"{shard}/{shards}", "--results", meeting.PathOf("trials")]));
        }

        using var merging = Machine();
        var merged = Must(merging.Run([.. search, "--merge", "--results", meeting.PathOf("trials")])).Result;
        Assert.Equal(0, (int)merged["computed"]!);
        Assert.Equal(whole, (string)merged["board"]!);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("bayesian")]
    public void Shards_in_one_checkout_merge_to_the_unsharded_leaderboard(string strategy)
    {
        string[] search = ["tune", "--strategy", strategy, "--trials", "13", "--json"];
        using var other = Machine();
        var whole = (string)Must(other.Run(search)).Result["board"]!;
        var computed = 0;
        foreach (var shard in new[] { 3, 1, 2 }) computed += (int)Must(_repository.Run([.. search, "--shard", $"{shard}/3"])).Result["computed"]!;
        var merged = Must(_repository.Run([.. search, "--merge"])).Result;
        Assert.Equal((whole, 13), ((string)merged["board"]!, computed));
    }

    [Fact]
    public void Merge_before_all_shards_are_done_says_what_is_missing()
    {
        Must(_repository.Run("tune", "--shard", "1/2"));
        var merged = _repository.Run("tune", "--merge");
        Assert.Equal(1, merged.ExitCode);
        Assert.Contains("4 of the trials have no result yet", merged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_of_trials_can_not_put_a_result_into_another_step()
    {
        var model = (string)Must(_repository.Run("run", "--until", "train", "--json")).Result["model"]!;
        using var machine = Machine();
        using var meeting = new ScratchRepository();
        var key = (string)Must(_repository.Run("why", "train", "--json")).Result["key"]!;
        var store = new Content.ContentStore(meeting.PathOf("trials"));
        var bytes = System.Text.Encoding.UTF8.GetBytes($$"""{ "version": 1, "pipeline": "orders-late", "results": { "{{key}}": { "learned": 1, "measured": 1, "value": 0 } } }""");
        const string Type = "application/vnd.mlopsbuild.trials.v1+json";
        store.Put("{}"u8);
        store.PutManifest(new Content.OciManifest { ArtifactType = Type, Config = Content.Descriptor.Empty, Layers = [new Content.Descriptor(Type, store.Put(bytes), bytes.Length)] }, "trials-orders-late-1-of-1");
        Must(machine.Run("tune", "--results", meeting.PathOf("trials")));
        Assert.Equal(model, (string)Must(machine.Run("run", "--until", "train", "--json")).Result["model"]!);
    }

    [Fact]
    public void Sheet_that_is_none_is_refused()
    {
        using var meeting = new ScratchRepository();
        var store = new Content.ContentStore(meeting.PathOf("trials"));
        store.Put("{}"u8);
        store.PutManifest(new Content.OciManifest { ArtifactType = "text/csv", Config = Content.Descriptor.Empty, Layers = [] }, "trials-orders-late-1-of-1");
        var result = _repository.Run("tune", "--results", meeting.PathOf("trials"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is no sheet of trials", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_parameters_are_written_where_they_are_read_and_nothing_else_changes()
    {
        var best = Must(_repository.Run("tune", "--apply", "--json")).Result["best"]!;
        var parameters = JsonNode.Parse(File.ReadAllText(_repository.PathOf("pipelines/orders-late/parameters.json")))!;
        Assert.Equal((string)best["parameters"]!["l2"]!, parameters["l2"]!.ToJsonString());
        Assert.Equal("2024-01", (string)parameters["training"]!);
        Assert.Equal("pipelines/orders-late/parameters.json", (string)best["applied"]!);
        Assert.Contains("The parameters in use are the best of them.", Must(_repository.Run("tune")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"l2\": {", "\"l3\": {", "'l3' is no parameter of parameters.json: there is no 'l3'; known here: evaluation, l2, training")]
    [InlineData("\"scale\": \"log\"", "\"scale\": \"cubic\"", "scale")]
    [InlineData("\"trials\": 8", "\"trials\": 0", "trials is 0; it must be from 1 to 100000.")]
    [InlineData("\"strategy\": \"random\"", "\"strategy\": \"wild\"", "No strategy is named 'wild'; there are grid, random, bayesian, halving.")]
    [InlineData("\"folds\": 3", "\"folds\": 1", "validation.folds must be from 2 to 100")]
    [InlineData("\"folds\": 3", "\"folds\": 60", "has 28 days: too few for 60 folds")]
    [InlineData("\"folds\": 3", "\"folds\": 3, \"holdOut\": 0.2", "either \"folds\" or \"holdOut\"")]
    [InlineData("\"from\": 0.01", "\"from\": -1", "begins above 0")]
    [InlineData("\"trials\": 8", "\"trails\": 8", "search.json:5")]
    [InlineData("\"trials\": 8", "\"metric\": \"auc\"", "The metric 'auc' is none of a model for Regression")]
    [InlineData("\"type\": \"real\", \"from\": 0.01, \"to\": 1000, \"scale\": \"log\"", "\"type\": \"category\", \"values\": [\"a\"]", "l2=a: expected a number")]
    public void Search_that_does_not_fit_is_refused_with_its_reason(string found, string replacement, string complaint)
    {
        Write(_repository, Search.Replace(found, replacement, StringComparison.Ordinal));
        var result = _repository.Run("tune");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(complaint, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_can_not_be_searched()
    {
        Write(_repository, Search.Replace("\"l2\": { \"type\": \"real\", \"from\": 0.01, \"to\": 1000, \"scale\": \"log\" }", "\"training\": { \"type\": \"category\", \"values\": [\"2024-01\", \"2024-01-08..2024-01-28\"] }", StringComparison.Ordinal));
        var result = _repository.Run("tune");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("change the training window", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_window_within_the_training_window_is_refused()
    {
        var result = _repository.Run("tune", "--set", "evaluation=2024-01");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("overlaps the training window", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard", "5/4")]
    [InlineData("--shard", "1/2", "--merge")]
    [InlineData("--shard", "1/2", "--apply")]
    [InlineData("--emit", "slurm", "--merge")]
    [InlineData("--emit", "kubernetes")]
    [InlineData("--emit", "github", "--shards", "300")]
    [InlineData("--strategy", "wild")]
    public void Options_that_contradict_each_other_are_refused(params string[] options) => Assert.Equal(2, _repository.Run(["tune", .. options]).ExitCode);

    [Fact]
    public void Metric_of_which_more_is_better_ranks_the_largest_first()
    {
        Write(_repository, Search.Replace("\"trials\": 8", "\"trials\": 8, \"metric\": \"r2\"", StringComparison.Ordinal));
        var trials = Must(_repository.Run("tune", "--json")).Result["leaderboard"]!["trials"]!.AsArray().Select(t => (double)t!["mean"]!).ToArray();
        Assert.Equal(trials.OrderDescending(), trials);
        Assert.True(trials[0] > 0.5);
    }

    [Theory]
    [InlineData("slurm", "#SBATCH --array=1-6", "--strategy grid --results oci://registry.example/trials --shard \"$SLURM_ARRAY_TASK_ID/6\"")]
    [InlineData("github", "- 6", "--strategy grid --shard \"$SHARD/6\"")]
    [InlineData("kubernetes", "completions: 6", "--strategy grid --shard \"$((JOB_COMPLETION_INDEX + 1))/6\"")]
    public void Schedulers_call_the_same_command_once_for_each_shard(string kind, params string[] expected)
    {
        var result = Must(_repository.Run("tune", "--emit", kind, "--shards", "6", "--strategy", "grid", "--image", "registry.example/orders:1", "--results", "oci://registry.example/trials"));
        Assert.All(expected, e => Assert.Contains(e, result.Output.Replace("\n", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    public void Dispose() => _repository.Dispose();

    private static ScratchRepository Machine()
    {
        var machine = new ScratchRepository();
        Write(machine, Search);
        return machine;
    }

    private static void Write(ScratchRepository repository, string search) => repository.Write("pipelines/orders-late/search.json", search);

    private static CommandResult Must(CommandResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
