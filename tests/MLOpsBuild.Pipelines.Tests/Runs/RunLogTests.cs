using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Runs;

public sealed class RunLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunLog _log;

    public RunLogTests() => _log = new RunLog(_folder["runs"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_without_runs_says_how_to_start_one()
    {
        Assert.Empty(_log.Ids());
        Assert.Contains("./build.sh", Assert.Throws<ConfigurationException>(() => _log.Find("latest")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_reads_back_whole()
    {
        var record = Record("20260131-142501-3fa9") with
        {
            Evaluation = Measured.Evaluation([("auc", 0.8)], [("far", "auc", null)]),
            Verdicts = [new GateResult("api", Verdict.Hold, "s", [new Finding(Severity.Warning, "r", "m", "p")])],
        };
        _log.Save(record);

        var again = _log.Find("20260131-142501-3fa9");

        Assert.Equal(0.8, again.Evaluation!.Metrics["auc"].Value);
        Assert.Null(again.Evaluation.Slices["far"]["auc"].Value);
        Assert.Equal(record.Verdicts[0].Findings, Assert.Single(again.Verdicts).Findings);
        Assert.Equal(record.Started, again.Started);
    }

    [Fact]
    public void Runs_are_listed_and_counted_back_from_the_latest()
    {
        Save("20260131-142501-3fa9", "20260201-000000-0000", "20260131-235959-ffff");

        Assert.Equal(["20260201-000000-0000", "20260131-235959-ffff", "20260131-142501-3fa9"], _log.Ids());
        Assert.Equal("20260201-000000-0000", _log.Find("latest").Id);
        Assert.Equal("20260201-000000-0000", _log.Find("latest~0").Id);
        Assert.Equal("20260131-142501-3fa9", _log.Find("latest~2").Id);
    }

    [Theory]
    [InlineData("latest~3")]
    [InlineData("latest~-1")]
    [InlineData("latest~")]
    [InlineData("latest~99999999999")]
    public void Counting_back_beyond_the_first_run_names_none(string id)
    {
        Save("20260131-142501-3fa9", "20260201-000000-0000", "20260131-235959-ffff");

        Assert.Contains($"No run is named '{id}'", Assert.Throws<ConfigurationException>(() => _log.Find(id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_beginning_of_a_name_is_enough_when_it_is_the_only_one()
    {
        Save("20260131-142501-3fa9", "20260201-000000-0000");

        Assert.Equal("20260131-142501-3fa9", _log.Find("202601").Id);
    }

    [Fact]
    public void An_ambiguous_name_lists_what_it_could_be()
    {
        Save("20260131-142501-3fa9", "20260131-150000-0000");

        var message = Assert.Throws<ConfigurationException>(() => _log.Find("20260131")).Message;

        Assert.Equal("'20260131' could be any of 20260131-150000-0000, 20260131-142501-3fa9.", message);
    }

    [Fact]
    public void A_whole_name_wins_over_those_that_it_begins()
    {
        Save("run-1", "run-10");

        Assert.Equal("run-1", _log.Find("run-1").Id);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_newest()
    {
        Save("20260131-142501-3fa9");

        Assert.Contains("the newest is 20260131-142501-3fa9", Assert.Throws<ConfigurationException>(() => _log.Find("1999")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"id\": \"a\" }")]
    public void A_damaged_record_is_named_when_asked_for_and_left_out_of_lists(string damage)
    {
        Save("run-1", "run-2");
        _folder.Write("runs/run-2.json", damage);

        Assert.Equal("The record of run run-2 is damaged; delete run-2.json in .mlops/runs.", Assert.Throws<ConfigurationException>(() => _log.Find("run-2")).Message);
        Assert.Equal(["run-1"], _log.All().Select(r => r.Id));
    }

    [Fact]
    public void A_record_of_a_newer_version_is_read_as_far_as_it_is_understood()
    {
        Save("run-1");
        var text = File.ReadAllText(_folder["runs/run-1.json"]);
        _folder.Write("runs/run-1.json", text.Replace("\"version\": 2", "\"version\": 3, \"invented\": { \"later\": true }", StringComparison.Ordinal));

        Assert.Equal((3, 1.5), (_log.Find("run-1").Version, _log.Find("run-1").Seconds));
    }

    [Fact]
    public void A_record_of_a_newer_version_that_cannot_be_read_says_so()
    {
        _folder.Write("runs/run-1.json", """{ "version": 3, "id": { "changed": true } }""");

        Assert.Equal(
            "The record of run run-1 cannot be read: It is of version 3; this mlops reads up to version 2. Look at it with a newer one.",
            Assert.Throws<ConfigurationException>(() => _log.Find("run-1")).Message);
    }

    [Fact]
    public void A_record_of_version_1_reads_with_what_it_lacks_empty()
    {
        _folder.Write("runs/run-1.json", """
            { "version": 1, "id": "run-1", "pipeline": "p", "started": "2026-01-31T14:25:01+00:00", "seconds": 1, "dirty": false, "toolchain": ".NET 10", "machineClass": "x64", "parameters": {},
              "steps": [{ "name": "a", "key": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "cached": true, "why": "hit", "seconds": 1,
                "code": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "inputs": {}, "outputs": {} }], "verdicts": [] }
            """);

        var record = _log.Find("run-1");

        Assert.Equal((RunState.Finished, 0, 0, null), (record.State, record.Data.Count, record.LearningCurves.Count, record.Memory));
        Assert.Empty(Assert.Single(record.Steps).Parameters);
    }

    [Fact]
    public void Files_that_are_no_records_do_not_matter()
    {
        Save("run-1");
        _folder.Write("runs/.run-2.json.1.1.tmp", "{");
        _folder.Write("runs/notes.txt", "mine");

        Assert.Equal(["run-1"], _log.Ids());
    }

    private void Save(params string[] ids)
    {
        foreach (var id in ids) _log.Save(Record(id));
    }

    private static RunRecord Record(string id) => new()
    {
        Id = id,
        Pipeline = "p",
        Started = new DateTimeOffset(2026, 1, 31, 14, 25, 1, TimeSpan.Zero),
        Seconds = 1.5,
        Toolchain = ".NET 10",
        MachineClass = "x64, 2 cores",
        Parameters = [],
        Steps = [],
        Verdicts = [],
    };
}
