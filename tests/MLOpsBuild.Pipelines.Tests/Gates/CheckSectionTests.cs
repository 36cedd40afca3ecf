using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Gates;

public sealed class CheckSectionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checks_come_in_the_order_of_their_names_with_typed_settings()
    {
        var gates = Read("""
            "small": { "kind": "size", "maxModelBytes": 1000, "onNoData": "error", "mode": "report", "minSamples": 7 },
            "calibrated": { "kind": "calibration", "max": 0.05 }
            """);

        Assert.Equal(["calibrated", "small"], gates.Select(g => g.Name));
        Assert.Equal(new CalibrationSettings { Max = 0.05 }, gates[0].Settings);
        Assert.Equal(new SizeSettings { MaxModelBytes = 1000, OnNoData = NoData.Error, Mode = GateMode.Report, MinSamples = 7 }, gates[1].Settings);
    }

    [Fact]
    public void A_check_gates_and_holds_without_data_unless_it_says_otherwise()
    {
        var settings = Assert.Single(Read("\"small\": { \"kind\": \"size\", \"maxModelBytes\": 1 }")).Settings;
        Assert.Equal((NoData.Hold, GateMode.Gate, 1), (settings.OnNoData, settings.Mode, settings.MinSamples));
    }

    [Theory]
    [InlineData("""{ "kind": "fairnes" }""", "$.checks.c.kind: there is no kind of gate 'fairnes'; did you mean 'fairness'?")]
    [InlineData("""{ "kind": "size", "maxModelByte": 1 }""", "$.checks.c.maxModelByte: unknown key; did you mean 'maxModelBytes'?")]
    [InlineData("""{ "kind": "size", "maxModelBytes": 1, "onNoData": "pass" }""", "$.checks.c.onNoData: found \"pass\", expected one of hold, fail, error.")]
    [InlineData("""{ "kind": "size", "maxModelBytes": 1, "mode": "off" }""", "$.checks.c.mode: found \"off\", expected one of gate, report.")]
    [InlineData("""{ "kind": "size", "maxModelBytes": 1, "minSamples": 0 }""", "$.checks.c.minSamples: it must be at least 1.")]
    [InlineData("""{ "kind": "size", "maxModelBytes": 1, "minSamples": 99999999999 }""", "$.checks.c.minSamples: found 99999999999, expected a whole number.")]
    [InlineData("""{ "kind": "size", "maxModelBytes": "1" }""", "$.checks.c.maxModelBytes: found \"1\", expected a whole number.")]
    [InlineData("""{ "kind": "size", "maxModelBytes": -5 }""", "$.checks.c: a size must be above 0.")]
    [InlineData("""{ "kind": "size" }""", "$.checks.c: nothing is judged; set 'maxModelBytes' or 'maxPackageBytes'.")]
    [InlineData("""{ "kind": "calibration" }""", "$.checks.c: the key 'max' is missing.")]
    [InlineData("""{ "kind": "calibration", "max": 2 }""", "$.checks.c.max: it must be from 1E-09 to 1.")]
    [InlineData("""{ "kind": "calibration", "max": 1e999 }""", "$.checks.c.max")]
    [InlineData("""{ "kind": "calibration", "max": null }""", "$.checks.c.max: found null, expected a number.")]
    [InlineData("""{ "kind": "fairness", "by": "shop", "criterion": "calibration" }""", "set 'maxDifference' or 'minRatio'.")]
    [InlineData("""{ "kind": "fairness", "by": "size", "bounds": [2, 1], "criterion": "calibration", "minRatio": 0.5 }""", "'bounds' must rise.")]
    [InlineData("""{ "kind": "fairness", "by": "size", "criterion": "justice", "minRatio": 0.5 }""", "$.checks.c.criterion: found \"justice\", expected one of ")]
    [InlineData("""{ "kind": "domain-classifier", "maxAuc": 0.4 }""", "$.checks.c.maxAuc: it must be from 0.5 to 1.")]
    [InlineData("""{ "kind": "latency", "p99Microseconds": 0 }""", "$.checks.c.p99Microseconds")]
    [InlineData("""{ "kind": "leakage", "identifiers": "id" }""", "$.checks.c.identifiers: found \"id\", expected a list.")]
    [InlineData("""{ "kind": 5 }""", "$.checks.c: the key 'kind' is missing or no text.")]
    [InlineData("""[]""", "$.checks.c: a check is an object with a kind.")]
    public void A_wrong_check_is_refused_with_its_path_and_what_is_allowed(string check, string expected)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Read($"\"c\": {check}"));
        Assert.Contains("pipelines/p/gates.json: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fair", "lower-case letters")]
    [InlineData("../x", "lower-case letters")]
    [InlineData("", "lower-case letters")]
    [InlineData("load", "another verdict has this name")]
    public void A_name_that_cannot_be_a_verdicts_is_refused(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Read($"\"{name}\": {{ \"kind\": \"size\", \"maxModelBytes\": 1 }}")).Message, StringComparison.Ordinal);

    [Fact]
    public void All_problems_of_all_sections_are_named_in_one_pass()
    {
        _folder.Write("pipelines/p/gates.json", """{ "version": 1, "laod": {}, "checks": { "a": { "kind": "sise" }, "b": { "kind": "calibration", "max": -1, "bin": 3 } } }""");

        var lines = Assert.Throws<ConfigurationException>(() => GatesFile.ReadChecks(new Workspace(_folder.Path), "p", BuiltInGates.Catalogue)).Message.Split('\n');

        Assert.Contains(lines, line => line.Contains("$.laod: unknown key; did you mean 'load'?", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("$.checks.a.kind", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("$.checks.b.bin: unknown key; did you mean 'bins'?", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("$.checks.b.max", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_stands_twice_is_refused() =>
        Assert.Contains("c", Assert.Throws<ConfigurationException>(() => Read("""
            "c": { "kind": "size", "maxModelBytes": 1 }, "c": { "kind": "size", "maxModelBytes": 2 }
            """)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_kinds_of_one_name_are_refused() =>
        Assert.Contains("'size'", Assert.Throws<ArgumentException>(() => BuiltInGates.Catalogue.With(new SizeGate())).Message, StringComparison.Ordinal);

    private IReadOnlyList<IGate> Read(string checks)
    {
        _folder.Write("pipelines/p/gates.json", $$"""
            {
              "version": 1,
              "predictionTarget": {},
              "convergence": {
                "gainOverPrior": 0.15, "lossOverLinear": 0.002, "overfitLoss": 0.02, "overfitRows": 256,
                "shuffledSkill": 0.03, "resamples": 5, "spread": 0.015, "trainTestGap": 0.06
              },
              "snapshot": { "metrics": {}, "slices": {} },
              "checks": { {{checks}} },
              "load": { "ratePerSecond": 200, "seconds": 5, "p99Milliseconds": 100, "errorRate": 0 }
            }
            """);
        return GatesFile.ReadChecks(new Workspace(_folder.Path), "p", BuiltInGates.Catalogue);
    }
}
