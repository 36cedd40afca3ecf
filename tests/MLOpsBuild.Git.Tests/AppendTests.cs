using System.Text;

namespace MLOpsBuild.Git.Tests;

public sealed class AppendTests : IDisposable
{
    private readonly TempRepository _git = new();

    private GitRepository Repository => _git.Repository;

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_line_is_added_on_a_branch_of_its_own_and_the_checkout_sees_nothing()
    {
        var head = _git.Commit("a", "1");
        _git.Write("a", "changed");
        _git.Write("staged", "x");
        _git.Git("add", "staged");
        var before = _git.Git("status", "--porcelain");

        Append("one");
        Append("two");

        Assert.Equal("one\ntwo\n", Text("ledger.jsonl"));
        Assert.Equal(before, _git.Git("status", "--porcelain"));
        Assert.Equal(head, Repository.Head());
        Assert.Equal("main", Repository.CurrentBranch());
        Assert.Equal("2", _git.Git("rev-list", "--count", "ledger"));
        Assert.Equal("Robot", _git.Git("show", "--no-patch", "--format=%cn", "ledger"));
    }

    [Fact]
    public void Folders_on_the_way_are_made_and_their_neighbours_stay()
    {
        Append("1", "runs/2001/a.jsonl");
        Append("2", "runs/2001/b.jsonl");
        Append("3", "runs/c.jsonl");
        Append("4", "runs/2001/a.jsonl");

        Assert.Equal(["runs/2001/a.jsonl", "runs/2001/b.jsonl", "runs/c.jsonl"], Repository.Files("ledger"));
        Assert.Equal("1\n4\n", Text("runs/2001/a.jsonl"));
    }

    [Fact]
    public void It_works_before_the_first_commit()
    {
        Append("one");

        Assert.Null(Repository.Head());
        Assert.Equal("one\n", Text("ledger.jsonl"));
    }

    [Fact]
    public void Lines_that_are_added_at_once_are_all_kept()
    {
        Parallel.For(0, 6, i => Append($"line {i}"));

        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"line {i}"), Text("ledger.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_no_line_or_no_branch_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Append("two\nlines"));
        Assert.Throws<GitException>(() => Repository.AppendToBranchFile("a..b", "f", "l", "m", TempRepository.Robot));
    }

    private void Append(string line, string path = "ledger.jsonl") => Repository.AppendToBranchFile("ledger", path, line, "Add a line", TempRepository.Robot);

    private string Text(string path) => Encoding.UTF8.GetString(Repository.Show("ledger", path)!);
}
