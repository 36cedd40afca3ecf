namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class RunTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Run_twice_computes_once_and_names_the_same_model()
    {
        var first = _repository.Run("run");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("train  ran", first.Error, StringComparison.Ordinal);
        var second = _repository.Run("run", "--json");
        Assert.All(second.Result["steps"]!.AsArray(), step => Assert.True((bool)step!["cached"]!));
        Assert.Contains((string)second.Result["model"]!, first.Output, StringComparison.Ordinal);
        Assert.Equal("", second.Error);
    }

    [Fact]
    public void Run_in_a_fresh_clone_fetches_its_data()
    {
        using var empty = new ScratchRepository(pulled: false);
        Assert.Equal(0, empty.Run("run", "--until", "train").ExitCode);
    }

    [Fact]
    public void Run_quietly_prints_the_model_alone()
    {
        var result = _repository.Run("run", "--quiet");
        Assert.Matches("^sha256:[0-9a-f]{64}\n$", result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Run_until_a_step_goes_no_further()
    {
        var result = _repository.Run("run", "--until", "train", "--json");
        var steps = result.Result["steps"]!.AsArray().Select(s => (string)s!["name"]!).ToArray();
        Assert.Equal(["features@2024-01", "train"], steps);
    }

    [Fact]
    public void Run_until_an_unknown_step_suggests_the_nearest()
    {
        var result = _repository.Run("run", "--until", "trian");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("No step is named 'trian'. Did you mean 'train'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Forced_steps_run_again_by_name_or_group()
    {
        _repository.Run("run");
        var result = _repository.Run("run", "--force", "features", "--json");
        var steps = result.Result["steps"]!.AsArray();
        Assert.All(steps, s => Assert.Equal(!((string)s!["name"]!).StartsWith("features@", StringComparison.Ordinal), (bool)s["cached"]!));
        Assert.Equal("forced", (string)steps.First(s => (string)s!["name"]! == "features@2024-01")!["why"]!);
    }

    [Fact]
    public void A_dry_run_says_what_would_happen_and_runs_and_fetches_nothing()
    {
        using var empty = new ScratchRepository(pulled: false);
        var first = empty.Run("run", "--dry-run");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Matches(@"features@2024-01 +run +first run in this checkout", first.Output);
        Assert.Matches(@"train +may run +only if what features@2024-01 would make has changed", first.Output);
        Assert.Empty(empty.Run("runs", "list", "--quiet").Output.Trim());

        _repository.Run("run");
        var changed = _repository.Run("run", "--dry-run", "--set", "l2=4");
        Assert.Matches(@"features@2024-01 +hit +hit, from run ", changed.Output);
        Assert.Matches(@"train +run +parameter \S*[lL]2 1 → 4", changed.Output);
        Assert.Equal(["evaluate", "train"], _repository.Run("run", "--dry-run", "--set", "l2=4", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Single(_repository.Run("runs", "list", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Unknown_parameters_end_with_2_and_list_the_known()
    {
        var result = _repository.Run("run", "--set", "l3=2");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("evaluation, l2, training", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_names_the_parameter_that_changed_with_both_values()
    {
        _repository.Run("run");
        _repository.Run("run", "--set", "l2=4");
        var result = _repository.Run("why", "train");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("train ran: parameter ", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 → 4", result.Output, StringComparison.Ordinal);
        Assert.Contains("features@2024-01", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_of_an_unknown_step_suggests_the_nearest_and_without_runs_says_so()
    {
        Assert.Contains("There is no run", _repository.Run("why", "train").Error, StringComparison.Ordinal);
        _repository.Run("run");
        var result = _repository.Run("why", "evalute");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'evaluate'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_listed_and_shown_by_the_beginning_of_their_names()
    {
        _repository.Run("run");
        var id = _repository.Run("runs", "list", "--quiet").Output.Trim();
        Assert.Contains("orders-late", _repository.Run("runs", "list").Output, StringComparison.Ordinal);
        var shown = _repository.Run("runs", "show", id[..12]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("rmse", shown.Output, StringComparison.Ordinal);
        Assert.Equal(id, (string)_repository.Run("runs", "show", "latest", "--json").Result["id"]!);
    }

    [Fact]
    public void Metrics_are_shown_accepted_and_shown_beside_each_other()
    {
        _repository.Run("run");
        Assert.Contains("No metrics of orders-late are accepted yet", _repository.Run("metrics", "show").Error, StringComparison.Ordinal);
        var accepted = _repository.Run("metrics", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        var rmse = _repository.Run("metrics", "show", "--json").Result["metrics"]!.AsArray().First(m => (string)m!["metric"]! == "rmse")!;
        Assert.Equal((double)rmse["accepted"]!["value"]!, (double)rmse["measured"]!["value"]!, 1e-5);
        Assert.Contains("sampling 0.01", _repository.Run("metrics", "show").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_break_the_contract_stop_the_run_with_1_before_training()
    {
        _repository.Write("pipelines/orders-late/schema.json", File.ReadAllText(_repository.PathOf("pipelines/orders-late/schema.json")).Replace("\"max\": 100", "\"max\": 5", StringComparison.Ordinal));
        var result = _repository.Run("run", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("size.range", (string)result.Json["error"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Result["steps"]!.AsArray(), s => (string)s!["name"]! == "train");
    }

    public void Dispose() => _repository.Dispose();
}
