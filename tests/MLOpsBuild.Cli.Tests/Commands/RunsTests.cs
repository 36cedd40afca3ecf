using System.Net;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class RunsTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_run_records_what_went_in_and_what_came_out()
    {
        _repository.Run("run");

        var run = _repository.Run("runs", "show", "latest", "--json").Result;

        Assert.Equal((2, "finished"), ((int)run["version"]!, (string)run["state"]!));
        Assert.Equal(["training 2024-01 2024-01", "evaluation 2024-02 2024-02"], run["data"]!.AsArray().Select(d => $"{d!["use"]} {d["window"]} {d["partitions"]![0]!["name"]}"));
        Assert.Equal((string)_repository.Lock.Datasets["orders"].Partitions[0].Digest.ToString(), (string)run["data"]![0]!["partitions"]![0]!["digest"]!);
        Assert.Equal("20010401", (string)run["seeds"]!["evaluate"]!);
        Assert.True((long)run["memory"]!["peakWorkingSet"]! > 1_000_000);
        Assert.Equal(["metrics", "model", "predictions"], run["artifacts"]!.AsObject().Select(a => a.Key));
        Assert.All(run["artifacts"]!.AsObject(), a => Assert.True((long)a.Value!["size"]! > 0));
        Assert.Equal(("regression", 100), ((string)run["measuring"]!["task"]!, (int)run["measuring"]!["replicates"]!));
        var train = run["steps"]!.AsArray().Single(s => (string)s!["name"]! == "train")!;
        Assert.True((long)train["allocated"]! > 0);
        Assert.True((double)train["startedAfter"]! >= 0);
        Assert.Equal("2024-01", (string)train["parameters"]!["window"]!);
    }

    [Fact]
    public void A_run_whose_step_threw_is_recorded_with_what_it_said()
    {
        _repository.Workspace.Store.Remove(_repository.Lock.Datasets["orders"].Partitions[0].Digest);
        _repository.Workspace.Store.Put("damaged"u8.ToArray());
        File.WriteAllText(_repository.Workspace.Store.PathOf(_repository.Lock.Datasets["orders"].Partitions[0].Digest), "damaged");

        Assert.NotEqual(0, _repository.Run("run", "--until", "train").ExitCode);

        var run = _repository.Run("runs", "show", "latest", "--json").Result;
        Assert.Equal(("failed", "features@2024-01"), ((string)run["state"]!, (string)run["failure"]!["step"]!));
        Assert.Contains("failed: features@2024-01: ", _repository.Run("runs", "show", "latest").Output, StringComparison.Ordinal);
        Assert.Contains("failed", _repository.Run("runs", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_only_looks_records_no_run()
    {
        _repository.Run("data", "status");
        Assert.Contains("There are no runs yet", _repository.Run("runs", "list").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_filtered_and_sorted_by_metrics_and_parameters()
    {
        RunWith("1", "100", "10000");

        Assert.Equal(["10000", "100"], Parameters(_repository.Run("runs", "list", "--where", "l2 >= 100 and rmse > 0", "--json")));
        Assert.Equal(["10000", "100", "1"], Parameters(_repository.Run("runs", "list", "--sort", "-l2", "--json")));
        Assert.Equal(["1", "100", "10000"], Parameters(_repository.Run("runs", "search", "r2 < 1", "--sort=rmse", "--json")));
        Assert.Equal(["10000"], Parameters(_repository.Run("runs", "list", "-n", "1", "--json")));
        var table = _repository.Run("runs", "search", "l2 < 50");
        Assert.Contains("l2", table.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("1 of 3 runs", _repository.Run("runs", "list", "--limit", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_and_broken_conditions_end_with_2_and_a_suggestion()
    {
        RunWith("1");

        var sort = _repository.Run("runs", "list", "--sort", "-rmes");
        Assert.Equal((2, true), (sort.ExitCode, sort.Error.Contains("Did you mean 'rmse'?", StringComparison.Ordinal)));
        var where = _repository.Run("runs", "search", "rmse > 1 and lambda < 2");
        Assert.Equal((2, true), (where.ExitCode, where.Error.Contains("character 14: there is no column 'lambda'", StringComparison.Ordinal)));
        var best = _repository.Run("runs", "best", "--metric", "aucc");
        Assert.Equal((2, true), (best.ExitCode, best.Error.Contains("No run has a metric 'aucc'", StringComparison.Ordinal)));
        Assert.Equal(2, _repository.Run("runs", "list", "--limit", "-3").ExitCode);
        Assert.Equal(2, _repository.Run("runs", "list", "-rmse").ExitCode);
    }

    [Fact]
    public void The_best_run_is_named_and_told_from_the_second()
    {
        RunWith("1", "100000");

        Assert.Contains("more than chance", _repository.Run("runs", "best", "--metric", "rmse").Output, StringComparison.Ordinal);
        var far = _repository.Run("runs", "best", "--metric", "rmse", "--where", "l2 = 1 or l2 = 100000", "--json").Result;
        Assert.Equal("lower", (string)far["direction"]!);
        Assert.Equal(("1", true), ((string)far["best"]!["parameters"]!["l2"]!, (bool)far["isToldFromSecond"]!));
        Assert.True((double)far["interval"]![1]! < 0);
        Assert.Equal("100000", (string)_repository.Run("runs", "best", "--metric", "rmse", "--direction", "higher", "--json").Result["best"]!["parameters"]!["l2"]!);
    }

    [Fact]
    public void Two_runs_are_compared_by_parameters_steps_and_paired_metrics()
    {
        RunWith("1", "100000");
        var ids = _repository.Run("runs", "list", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var compared = _repository.Run("runs", "compare", ids[1], "latest", "--html", "compared.html");
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Matches(@"l2 +1 +100000", compared.Output);
        Assert.Contains("parameter l2 1 → 100000", compared.Output, StringComparison.Ordinal);
        Assert.Matches(@"rmse .*\[[0-9.]+, [0-9.]+\] .* worse", compared.Output);
        var page = File.ReadAllText(_repository.PathOf("compared.html"));
        Assert.Contains(ids[0], page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal("worse", (string)_repository.Run("runs", "compare", ids[1], ids[0], "--json").Result["metrics"]!.AsArray().First(m => (string)m!["metric"]! == "rmse")!["verdict"]!);
        Assert.Contains("Parameters: the same", _repository.Run("runs", "compare", ids[0], ids[0]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_exported_as_json_lines_that_are_whole_records()
    {
        RunWith("1", "2");

        var lines = _repository.Run("runs", "export", "--jsonl").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["2", "1"], lines.Select(l => (string)JsonNode.Parse(l)!["parameters"]!["l2"]!));
        Assert.Equal(0, _repository.Run("runs", "export", "--where", "l2 = 1", "--output", "out/runs.jsonl").ExitCode);
        var shown = _repository.Run("runs", "show", (string)JsonNode.Parse(lines[1])!["id"]!, "--json").Result;
        Assert.Equal(shown.ToJsonString(), JsonNode.Parse(Assert.Single(File.ReadAllLines(_repository.PathOf("out/runs.jsonl"))))!.ToJsonString());
        Assert.Equal(2, _repository.Run("runs", "export", "--json").ExitCode);
        Assert.Equal(2, _repository.Run("runs", "export", "latest", "--where", "l2 = 1").ExitCode);
    }

    [Fact]
    public async Task A_run_is_sent_to_a_collector_as_a_trace()
    {
        RunWith("1");
        using var collector = new Collector("{}");

        var result = _repository.Run("runs", "export", "latest", "--endpoint", collector.Address);

        Assert.True(result.ExitCode == 0, result.Error);
        var (path, type, body) = await collector.Received;
        Assert.Equal(("/v1/traces", "application/json"), (path, type));
        var spans = JsonNode.Parse(body)!["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]!.AsArray();
        Assert.Contains("train", spans.Select(s => (string)s!["name"]!));
        Assert.Equal(_repository.Run("runs", "export", "latest", "--otlp", "-").Output.TrimEnd('\n'), body);
    }

    [Fact]
    public async Task Spans_that_a_collector_refuses_end_with_3_and_its_words()
    {
        RunWith("1");
        using var collector = new Collector("""{"partialSuccess":{"rejectedSpans":"3","errorMessage":"over quota"}}""");

        var result = _repository.Run("runs", "export", "latest", "--endpoint", collector.Address);
        await collector.Received;

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("refused 3 spans: over quota", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_collector_is_found_as_other_exporters_find_it()
    {
        var settings = Settings(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1/x"), ("OTEL_EXPORTER_OTLP_HEADERS", "key=a%20b, other=1=2"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "250"));
        Assert.Equal("http://a:1/x/v1/traces", settings.Options.Address.ToString());
        Assert.Equal([new("key", "a b"), new KeyValuePair<string, string>("other", "1=2")], settings.Options.Headers);
        Assert.Equal(250, settings.Timeout.TotalMilliseconds);
        Assert.Equal("http://b:2/whole", Settings(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b:2/whole")).Options.Address.ToString());
        Assert.Equal("http://c:3/v1/traces", Settings("http://c:3", ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b:2/whole")).Options.Address.ToString());
        Assert.Equal("http://localhost:4318/v1/traces", Settings(null).Options.Address.ToString());
        Assert.DoesNotContain("hush", Assert.Throws<ConfigurationException>(() => Settings(null, ("OTEL_EXPORTER_OTLP_HEADERS", "hush"))).Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => Settings("ftp://a"));
    }

    [Fact]
    public void Lineage_leads_from_a_partition_to_the_models_and_back()
    {
        RunWith("1", "2");
        var model = _repository.Run("run", "--quiet").Output.Trim();

        var forward = _repository.Run("lineage", "orders/2024-01", "--json").Result["partitions"]![0]!["models"]!.AsArray();
        Assert.Equal(2, forward.Count);
        Assert.All(forward, m => Assert.Equal("training", (string)m!["uses"]![0]!));
        Assert.Contains(model, forward.Select(m => (string)m!["lineage"]!["model"]!));
        var back = _repository.Run("lineage", model[7..19], "--json").Result;
        Assert.Equal(["orders/2024-01 training", "orders/2024-02 evaluation"], back["partitions"]!.AsArray().Select(p => $"{p!["place"]} {p["use"]}"));
        Assert.Equal("1", (string)back["parameters"]!["l2"]!);
        Assert.Equal(2, back["lineage"]!["runs"]!.AsArray().Count);
        Assert.Contains("evaluation", _repository.Run("lineage", "orders/2024-02").Output, StringComparison.Ordinal);
        Assert.Contains("train", _repository.Run("lineage", "latest").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lineage_of_what_is_not_known_says_what_is()
    {
        RunWith("1");

        Assert.Contains("Did you mean 'orders/2024-01'?", _repository.Run("lineage", "orders/2024-11").Error, StringComparison.Ordinal);
        Assert.Contains("name one of its partitions: orders/2024-01, orders/2024-02", _repository.Run("lineage", "orders").Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("lineage", "0123456789").ExitCode);
    }

    [Fact]
    public void Names_of_runs_metrics_and_partitions_are_completed()
    {
        RunWith("1");
        var id = _repository.Run("runs", "list", "--quiet").Output.Trim();

        Assert.Contains(id, Complete("mlops runs compare "), StringComparison.Ordinal);
        Assert.Contains("rmse", Complete("mlops runs best --metric "), StringComparison.Ordinal);
        Assert.Contains("orders/2024-02", Complete("mlops lineage "), StringComparison.Ordinal);
        Assert.Contains(id, Complete("mlops runs export "), StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private void RunWith(params string[] l2)
    {
        foreach (var value in l2) Assert.Equal(0, _repository.Run("run", "--set", $"l2={value}").ExitCode);
    }

    private static IEnumerable<string> Parameters(CommandResult result) => result.Result["runs"]!.AsArray().Select(r => (string)r!["parameters"]!["l2"]!);

    private string Complete(string line) => _repository.Run($"[suggest:{line.Length}]", line).Output;

    private static CollectorSettings Settings(string? endpoint, params (string Name, string Value)[] variables) =>
        CollectorSettings.Of(endpoint, name => variables.FirstOrDefault(v => v.Name == name).Value, TimeProvider.System);

    /// <summary>Answers one request.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector(string answer)
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            Received = AnswerAsync(answer);
        }

        public string Address { get; }

        public Task<(string Path, string? Type, string Body)> Received { get; }

        public void Dispose() => _listener.Close();

        private async Task<(string Path, string? Type, string Body)> AnswerAsync(string answer)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            context.Response.ContentType = "application/json";
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(answer), willBlock: false);
            return (context.Request.Url!.AbsolutePath, context.Request.ContentType, body);
        }
    }
}
