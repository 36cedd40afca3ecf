using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Delivery.Attestations;

namespace MLOpsBuild.Cli.Tests.Gates;

/// <summary><c>mlops check</c> on the pipeline of orders: 168 rows of a month to train on, and as many to evaluate.</summary>
public sealed class CheckTests : IDisposable
{
    private const string EveryKind = """
        "contract": { "kind": "data-validation" },
        "drift": { "kind": "data-drift", "mode": "report" },
        "latency": { "kind": "latency", "p99Microseconds": 1000000, "coldStartMilliseconds": 60000, "rounds": 3, "calls": 100 },
        "leakage": { "kind": "leakage", "maxDuplicates": 1, "maxScore": 1 },
        "parity": { "kind": "parity", "rows": 100 },
        "shift": { "kind": "domain-classifier", "maxAuc": 0.7, "trees": 10 },
        "small": { "kind": "size", "maxModelBytes": 100000, "maxPackageBytes": 10000000 }
        """;

    private readonly ScratchRepository _repository = new() { Pipelines = [new JudgedPipeline()] };

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Every_kind_judges_a_run_that_it_brings_up_to_date()
    {
        Write(EveryKind);
        var result = _repository.Run("check", "--json");

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.Equal("pass", (string)result.Result["verdict"]!);
        Assert.Equal(["contract", "latency", "leakage", "parity", "shift", "small"], Gates(result.Result["verdicts"]!));
        // Two columns have too few days of each value to be judged: what Data says is what the gate says.
        Assert.Equal(["drift"], Gates(result.Result["reported"]!));
        Assert.Equal("hold", (string)result.Result["reported"]![0]!["verdict"]!);
        Assert.Contains("Served event by event, 100 rows have the features and predictions of training, bit for bit.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_judged_is_kept_until_what_it_looked_at_changes()
    {
        Write(EveryKind);
        _repository.Run("check");

        var again = _repository.Run("check").Output;
        Assert.Contains("small: pass, cached.", again, StringComparison.Ordinal);
        Assert.Contains("latency: pass, cached.", again, StringComparison.Ordinal);
        Assert.Contains("drift: hold, reported only, cached.", again, StringComparison.Ordinal);

        Write(EveryKind.Replace("\"maxModelBytes\": 100000", "\"maxModelBytes\": 100001", StringComparison.Ordinal));
        Assert.Contains("small: pass. ", _repository.Run("check", "small").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_of_the_pipelines_own_judges_like_any_other()
    {
        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMean\": 5 }");
        var result = _repository.Run("check");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("punctual (fail): Orders are late by 18.48 on average, 5.00 are allowed.", result.Error, StringComparison.Ordinal);

        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMean\": 20 }");
        Assert.Equal("punctual pass\n", _repository.Run("check", "--quiet").Output);

        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMeen\": 20 }");
        var wrong = _repository.Run("check");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("pipelines/orders-late/gates.json: $.checks.punctual.maxMeen: unknown key; did you mean 'maxMean'?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_shown_and_decides_nothing()
    {
        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMean\": 5, \"mode\": \"report\" }");
        var result = _repository.Run("check", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Result["verdicts"]!.AsArray());
        Assert.Equal("fail", (string)result.Result["reported"]![0]!["verdict"]!);
        Assert.Contains("punctual: fail, reported only", _repository.Run("check").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hold", 1)]
    [InlineData("fail", 1)]
    [InlineData("error", 1)]
    public void Too_few_rows_never_pass(string onNoData, int exitCode)
    {
        Write($"\"punctual\": {{ \"kind\": \"lateness\", \"maxMean\": 99, \"minSamples\": 169, \"onNoData\": \"{onNoData}\" }}");
        var result = _repository.Run("check");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains($"punctual ({onNoData}): Nothing to judge: there are 168 samples, at least 169 are asked.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_cannot_be_carried_out_is_an_error_and_no_defect()
    {
        Write("\"calibrated\": { \"kind\": \"calibration\", \"max\": 0.1 }");
        var result = _repository.Run("check");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("calibrated (error): The check could not be carried out: calibration is measured of the probability of one outcome; this model's task is Regression.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_that_a_server_computes_otherwise_fail_parity()
    {
        using var repository = new ScratchRepository { Pipelines = [new JudgedPipeline(new ClockFeatures())] };
        Write("\"parity\": { \"kind\": \"parity\", \"rows\": 20 }", repository);
        var result = repository.Run("check");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("parity (fail): 20 of 20 rows are served otherwise than trained: ticks of row 1 is ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_choose_checks_and_unknown_ones_suggest_the_nearest()
    {
        Write(EveryKind);
        Assert.Equal("leakage pass\nsmall pass\n", _repository.Run("check", "small", "leakage", "--quiet").Output);
        var unknown = _repository.Run("check", "leakige");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("pipelines/orders-late/gates.json has no check 'leakige'. Did you mean 'leakage'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_are_listed_with_their_settings_and_none_is_carried_out()
    {
        Write(EveryKind);
        var listed = _repository.Run("check", "--list", "--json").Result["checks"]!.AsArray();
        Assert.Equal(["contract", "drift", "latency", "leakage", "parity", "shift", "small"], listed.Select(c => (string)c!["name"]!));
        Assert.Equal("0.7", (string)listed[5]!["settings"]!["maxAuc"]!);
        Assert.Equal("contract\ndrift\nlatency\nleakage\nparity\nshift\nsmall\n", _repository.Run("check", "--list", "--quiet").Output);
        Assert.False(Directory.Exists(_repository.PathOf(".mlops/runs")) && Directory.EnumerateFiles(_repository.PathOf(".mlops/runs"), "*.json").Any());
    }

    [Fact]
    public void Names_of_checks_are_completed()
    {
        Write(EveryKind);
        Assert.Contains("parity", _repository.Run("[suggest:12]", "mlops check p").Output.Split('\n'));
        _repository.Write("pipelines/orders-late/gates.json", "{");
        Assert.DoesNotContain("parity", _repository.Run("[suggest:12]", "mlops check p").Output.Split('\n'));
    }

    [Fact]
    public void Without_checks_there_is_nothing_to_do() => Assert.Equal(0, _repository.Run("check").ExitCode);

    [Fact]
    public void Verdicts_are_written_for_other_tools_in_stable_bytes()
    {
        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMean\": 5 }, \"small\": { \"kind\": \"size\", \"maxModelBytes\": 100000 }, \"thin\": { \"kind\": \"size\", \"maxModelBytes\": 1, \"mode\": \"report\" }");
        string[] Files() => [.. Directory.EnumerateFiles(_repository.PathOf("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => Path.GetFileName(p) + File.ReadAllText(p))];
        string[] arguments = ["check", "--junit", _repository.PathOf("out/j.xml"), "--sarif", _repository.PathOf("out/s.sarif"), "--in-toto", _repository.PathOf("out/statements")];

        Assert.Equal(1, _repository.Run(arguments).ExitCode);
        var first = Files();
        Assert.Equal(1, _repository.Run(arguments).ExitCode);
        Assert.Equal(first, Files());

        Assert.Equal(["j.xml", "s.sarif", "punctual.intoto.json", "small.intoto.json"], Directory.EnumerateFiles(_repository.PathOf("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => Path.GetFileName(p)));
        Assert.Equal(["punctual", "small", "thin"], XElement.Load(_repository.PathOf("out/j.xml")).Descendants("testcase").Select(c => c.Attribute("name")!.Value));
        var sarif = JsonNode.Parse(File.ReadAllText(_repository.PathOf("out/s.sarif")))!;
        Assert.Equal(["error", "none", "note", "note"], sarif["runs"]![0]!["results"]!.AsArray().Select(r => (string)r!["level"]!));
        Assert.Equal("Limits how late orders are on average. Pack faster.", (string)sarif["runs"]![0]!["tool"]!["driver"]!["rules"]![0]!["help"]!["text"]!);
    }

    [Fact]
    public void A_statement_has_the_published_shape_and_names_the_model()
    {
        Write("\"punctual\": { \"kind\": \"lateness\", \"maxMean\": 99, \"minSamples\": 999 }");
        _repository.Run("check", "--in-toto", _repository.PathOf("out"));
        var statement = JsonNode.Parse(File.ReadAllText(_repository.PathOf("out/punctual.intoto.json")))!;

        Assert.Equal("https://in-toto.io/Statement/v1", (string)statement["_type"]!);
        Assert.Equal("https://in-toto.io/attestation/test-result/v0.1", (string)statement["predicateType"]!);
        Assert.Matches("^[0-9a-f]{64}$", (string)Assert.Single(statement["subject"]!.AsArray())!["digest"]!["sha256"]!);
        var predicate = statement["predicate"]!;
        Assert.Equal("WARNED", (string)predicate["result"]!);
        Assert.All(predicate["configuration"]!.AsArray(), c => Assert.Matches("^[0-9a-f]{64}$", (string)c!["digest"]!["sha256"]!));
        Assert.Equal(("punctual", 0, 0), ((string)predicate["warnedTests"]![0]!, predicate["passedTests"]!.AsArray().Count, predicate["failedTests"]!.AsArray().Count));
    }

    [Fact]
    public async Task Verdicts_become_evidence_and_reports_and_settings_leave_the_package_as_it_is()
    {
        Write("\"small\": { \"kind\": \"size\", \"maxModelBytes\": 100000 }, \"thin\": { \"kind\": \"size\", \"maxModelBytes\": 1, \"mode\": \"report\" }");
        using var first = Open();
        await Checks.Judge(first, TestContext.Current.CancellationToken);
        await Packaging.Pack(first, TestContext.Current.CancellationToken);
        Assert.Equal(["small"], Evidence.Of(_repository.Workspace.Store, first.PackageOrThrow()).Select(v => v.Gate));

        Write("\"small\": { \"kind\": \"size\", \"maxModelBytes\": 5 }");
        using var second = Open();
        await Packaging.Pack(second, TestContext.Current.CancellationToken);
        Assert.Equal(first.PackageOrThrow(), second.PackageOrThrow());
    }

    [Fact]
    public async Task The_build_writes_all_verdicts_beside_its_report()
    {
        Write("\"small\": { \"kind\": \"size\", \"maxModelBytes\": 100000 }");
        using var session = Open();
        await Model.Evaluate(session, TestContext.Current.CancellationToken);
        await Operations.Data.Validate(session, TestContext.Current.CancellationToken);
        await Checks.Judge(session, TestContext.Current.CancellationToken);
        VerdictFiles.Write(session);

        var folder = _repository.PathOf(".mlops/report/verdicts");
        Assert.Equal(["data-validation.intoto.json", "junit.xml", "small.intoto.json", "verdicts.sarif"], Directory.EnumerateFiles(folder).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
        Assert.Equal(["data-validation", "small"], XElement.Load(Path.Combine(folder, "junit.xml")).Descendants("testcase").Select(c => c.Attribute("name")!.Value));
    }

    private static IEnumerable<string> Gates(JsonNode verdicts) => verdicts.AsArray().Select(v => (string)v!["gate"]!);

    private Session Open() => Session.Open(_repository.Root, _repository.Pipelines, new SessionOptions());

    private void Write(string checks, ScratchRepository? repository = null)
    {
        repository ??= _repository;
        var gates = JsonNode.Parse(File.ReadAllText(repository.PathOf("pipelines/orders-late/gates.json")))!;
        gates["checks"] = JsonNode.Parse($"{{ {checks} }}");
        repository.Write("pipelines/orders-late/gates.json", gates.ToJsonString());
    }
}
