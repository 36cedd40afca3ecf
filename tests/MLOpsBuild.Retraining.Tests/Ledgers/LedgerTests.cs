using System.Text;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Retraining.Ledgers;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Tests.Ledgers;

public sealed class LedgerTests : IDisposable
{
    private readonly TempRepository _repo = new();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Record_is_one_reviewable_line()
    {
        var record = Record("a") with { Champion = null, Challenger = null, Numbers = new Dictionary<string, double> { ["lower"] = -0.001, ["gain"] = 0.25 } };

        Assert.Equal(
            $$$"""{"version":1,"at":"2026-01-02T03:04:05Z","trigger":"newData","data":"{{{TempRepository.Digest("a")}}}","decision":"noWin","reason":"p < 0.05 & more","numbers":{"gain":0.25,"lower":-0.001}}""",
            record.ToLine());
    }

    [Fact]
    public void Records_come_back_in_order()
    {
        var ledger = new Ledger(_repo.Repository, "churn");
        var (first, second) = (Record("a"), Record("b") with { Decision = LedgerDecision.Win, Trigger = TriggerKind.Drift });

        ledger.Append(first, TempRepository.Robot);
        ledger.Append(second, TempRepository.Robot);

        Assert.Equal([first.ToLine(), second.ToLine()], ledger.Read().Select(r => r.ToLine()));
    }

    [Fact]
    public void Ledger_that_does_not_exist_is_empty() => Assert.Empty(new Ledger(_repo.Repository, "churn").Read());

    [Fact]
    public void Pipelines_have_files_of_their_own_on_one_branch()
    {
        new Ledger(_repo.Repository, "churn").Append(Record("a"), TempRepository.Robot);
        new Ledger(_repo.Repository, "fraud").Append(Record("b"), TempRepository.Robot);

        Assert.Equal(TempRepository.Digest("a"), Assert.Single(new Ledger(_repo.Repository, "churn").Read()).Data);
        Assert.Equal("churn.ndjson\nfraud.ndjson", _repo.Git("ls-tree", "--name-only", Ledger.DefaultBranch));
    }

    [Fact]
    public void Append_touches_neither_checkout_nor_branch()
    {
        var head = _repo.Repository.Head();
        File.WriteAllText(Path.Combine(_repo.Root, "data.lock.json"), "edited");

        new Ledger(_repo.Repository, "churn").Append(Record("a"), TempRepository.Robot);

        Assert.Equal((head, "main"), (_repo.Repository.Head(), _repo.Repository.CurrentBranch()));
        Assert.Equal(" M data.lock.json", _repo.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Records_that_are_added_at_once_are_all_kept()
    {
        var together = Enumerable.Range(0, 8).Select(i => Task.Run(() => new Ledger(_repo.Repository, "churn").Append(Record($"{i}"), TempRepository.Robot)));

        await Task.WhenAll(together);

        Assert.Equal(Enumerable.Range(0, 8).Select(i => TempRepository.Digest($"{i}")).Order(), new Ledger(_repo.Repository, "churn").Read().Select(r => r.Data).Order());
    }

    [Fact]
    public void Every_broken_line_is_told_with_its_number()
    {
        var good = Record("a").ToLine();
        var text = $"{good}\n\n{good.Replace("\"noWin\"", "\"maybe\"", StringComparison.Ordinal)}\n{good.Replace("\"reason\"", "\"raeson\"", StringComparison.Ordinal)}\n{good}";

        var problems = Assert.Throws<InvalidFileException>(() => Ledger.Parse(Encoding.UTF8.GetBytes(text), "l")).Problems;

        Assert.Equal([2, 3, 4, 4, 5], problems.Select(p => p.Line));
        Assert.Contains("'maybe', expected one of failed, noWin, refused, skipped, win", problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("cut off", problems[4].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-13-02T03:04:05Z")]
    [InlineData("yesterday")]
    public void Time_that_is_no_time_is_refused(string time) => Refused(Record("a").ToLine().Replace("2026-01-02T03:04:05Z", time, StringComparison.Ordinal));

    [Theory]
    [InlineData("1e999")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void Number_that_is_none_is_refused(string number) => Refused(Record("a").ToLine().Replace("0.25", number, StringComparison.Ordinal));

    [Fact]
    public void Number_that_is_not_finite_is_not_written() =>
        Assert.Throws<ArgumentException>(() => new Ledger(_repo.Repository, "churn").Append(Record("a") with { Numbers = new Dictionary<string, double> { ["x"] = double.NaN } }, TempRepository.Robot));

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("x.lock")]
    public void Pipeline_whose_name_is_a_path_is_refused(string name) => Assert.Throws<ArgumentException>(() => new Ledger(_repo.Repository, name));

    [Fact]
    public void Reason_with_a_line_break_stays_one_line()
    {
        var ledger = new Ledger(_repo.Repository, "churn");

        ledger.Append(Record("a") with { Reason = "one\ntwo" }, TempRepository.Robot);

        Assert.Equal("one\ntwo", Assert.Single(ledger.Read()).Reason);
    }

    private static void Refused(string line) => Assert.Throws<InvalidFileException>(() => Ledger.Parse(Encoding.UTF8.GetBytes(line + "\n"), "l"));

    private static LedgerRecord Record(string data) => new()
    {
        At = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)),
        Trigger = TriggerKind.NewData,
        Data = TempRepository.Digest(data),
        Champion = TempRepository.Digest("champion"),
        Challenger = TempRepository.Digest("challenger"),
        Decision = LedgerDecision.NoWin,
        Reason = "p < 0.05 & more",
        Numbers = new Dictionary<string, double> { ["gain"] = 0.25 },
    };
}
