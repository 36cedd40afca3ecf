using System.Text;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Search;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Runs.Search;

public sealed class RunIndexTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunLog _log;

    public RunIndexTests() => _log = new RunLog(_folder["runs"]);

    private string File => _folder["runs/" + RunIndex.FileName];

    private static byte[] Text(RunSummary run) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(run, Pipelines.Steps.StepJson.Options);

    [Fact]
    public void A_log_without_runs_is_empty_and_makes_no_file()
    {
        Assert.Empty(Read().Runs);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_summary_from_the_index_equals_that_of_the_record()
    {
        var record = Recorded.Run("run-1", 0.8123456789012345, ("train.trees", "200"), ("note", "a \"quoted\" \u202e text")) with
        {
            Kind = "challenger",
            State = RunState.Failed,
            Commit = "abc",
            Dirty = true,
            Memory = new RunMemory(123, 456),
            Model = Content.Digest.Of([1]),
            Verdicts = [GateResult.Hold("a", "s"), GateResult.Hold("b", "s")],
            Evaluation = Measured.Evaluation([("auc", 0.8123456789012345)], [("far>=2", "auc", 0.1), ("far>=2", "rmse", null)]),
        };
        _log.Save(record);
        Read();

        var again = Assert.Single(Read().Runs);

        Assert.Equal(Text(RunSummary.Of(record)), Text(again));
        Assert.Equal(0.1, again.Metric("auc at far>=2"));
        Assert.Null(again.Metric("rmse at far>=2"));
        Assert.Equal("200", again.Parameter("train.trees"));
    }

    [Fact]
    public void New_replaced_and_removed_records_are_seen()
    {
        _log.Save(Recorded.Run("run-1", 0.1));
        _log.Save(Recorded.Run("run-2", 0.2));
        Read();
        _log.Save(Recorded.Run("run-1", 0.15, ("longer", "now")));
        _log.Save(Recorded.Run("run-3", 0.3));
        System.IO.File.Delete(_folder["runs/run-2.json"]);

        Assert.Equal([("run-3", 0.3), ("run-1", 0.15)], Read().Runs.Select(r => (r.Id, r.Metric("auc")!.Value)));
        Assert.Equal([("run-3", 0.3), ("run-1", 0.15)], Read().Runs.Select(r => (r.Id, r.Metric("auc")!.Value)));
    }

    [Fact]
    public void What_the_index_knows_is_not_read_again()
    {
        _log.Save(Recorded.Run("run-1", 0.1));
        Read();
        var path = _folder["runs/run-1.json"];
        var written = System.IO.File.GetLastWriteTimeUtc(path);
        System.IO.File.WriteAllBytes(path, Encoding.UTF8.GetBytes(new string('x', (int)new FileInfo(path).Length)));
        System.IO.File.SetLastWriteTimeUtc(path, written);

        Assert.Equal(0.1, Assert.Single(Read().Runs).Metric("auc"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[2,\"run-1\",")]
    [InlineData("[1,\"run-1\",1,1,null]\n")]
    [InlineData("nonsense\n[]\n{}\n\n")]
    [InlineData("[2,\"run-1\",99999999999999999999,1,null]\n")]
    [InlineData("[2,\"run-1\",1,1,null,\"p\",null,0,1,1,null,null,true,\"t\",\"m\",\"no digest\",null,1,1,1,0,0,0]\n")]
    public void A_damaged_index_is_made_anew(string damage)
    {
        _log.Save(Recorded.Run("run-1", 0.1));
        Read();
        System.IO.File.WriteAllText(File, damage);

        Assert.Equal(0.1, Assert.Single(Read().Runs).Metric("auc"));
        Assert.Equal(0.1, Assert.Single(Read().Runs).Metric("auc"));
    }

    [Fact]
    public void An_index_that_was_cut_anywhere_still_gives_every_run()
    {
        for (var i = 0; i < 3; i++) _log.Save(Recorded.Run($"run-{i}", i / 10.0));
        Read();
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            _log.Save(Recorded.Run("run-9", 0.9, ("length", $"{length}")));

            Assert.Equal(["run-9", "run-2", "run-1", "run-0"], Read().Runs.Select(r => r.Id));
            Assert.Equal([0.9, 0.2, 0.1, 0], Read().Runs.Select(r => r.Metric("auc")!.Value));
        }
    }

    [Fact]
    public void Many_readers_and_writers_at_once_all_see_right_runs()
    {
        Parallel.For(0, 60, i =>
        {
            _log.Save(Recorded.Run($"run-{i:00}", i / 100.0));
            Assert.Equal(i / 100.0, Read().Runs.First(r => r.Id == $"run-{i:00}").Metric("auc")!.Value);
        });

        Assert.Equal(Enumerable.Range(0, 60).Select(i => i / 100.0).Reverse(), Read().Runs.Select(r => r.Metric("auc")!.Value));
    }

    [Fact]
    public void Outdated_lines_are_swept_out()
    {
        for (var i = 0; i < 400; i++)
        {
            _log.Save(Recorded.Run("run-1", 0.5, ("turn", new string('x', i))));
            Read();
        }

        Assert.True(System.IO.File.ReadAllLines(File).Length < 150);
        Assert.Equal(399, Assert.Single(Read().Runs).Parameter("turn")!.Length);
    }

    [Fact]
    public void Records_that_cannot_be_read_are_named_with_the_reason()
    {
        _log.Save(Recorded.Run("run-1", 0.1));
        _folder.Write("runs/run-2.json", "{");
        _folder.Write("runs/run-3.json", """{ "version": 99, "id": 7 }""");

        foreach (var found in new[] { Read(), Read() })
        {
            Assert.Single(found.Runs);
            Assert.Equal(["run-3", "run-2"], found.Unreadable.Select(u => u.Id));
            Assert.Contains("of version 99; this mlops reads up to version 2", found.Unreadable[0].Problem, StringComparison.Ordinal);
            Assert.Contains("is damaged", found.Unreadable[1].Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_index_that_nobody_may_write_does_no_harm()
    {
        _log.Save(Recorded.Run("run-1", 0.1));
        Directory.CreateDirectory(File);

        Assert.Equal("run-1", Assert.Single(Read().Runs).Id);
    }

    public void Dispose() => _folder.Dispose();

    private RunsFound Read() => new RunIndex(_log).Read();
}
