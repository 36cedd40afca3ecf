using System.Text;

namespace MLOpsBuild.Git.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly TempRepository _git = new();

    private GitRepository Repository => _git.Repository;

    public void Dispose() => _git.Dispose();

    [Fact]
    public void Versions_come_newest_first_with_what_was_before()
    {
        _git.Commit("a", "1");
        _git.Commit("b", "other");
        _git.Commit("a", "2");
        var versions = Repository.VersionsOf("a");
        Assert.Equal(["2<1", "1<"], versions.Select(v => $"{Text(v.Content)}<{string.Join(',', v.Before.Select(Text))}"));
        Assert.Empty(Repository.VersionsOf("never"));
    }

    [Fact]
    public void Every_version_of_every_branch_is_found_and_staged_ones_too()
    {
        _git.Commit("locks/a", "1");
        _git.Git("checkout", "--quiet", "-b", "side");
        _git.Commit("locks/a", "side");
        _git.Git("checkout", "--quiet", "main");
        _git.Commit("locks/a", "2");
        _git.Commit("elsewhere", "no");
        _git.Write("locks/b", "staged");
        _git.Git("add", "locks/b");
        Assert.Equal(["1", "2", "side", "staged"], Repository.AllVersions(["locks"]).Select(v => Text(v.Content)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clone_that_lacks_history_or_branches_says_so()
    {
        _git.Commit("a", "1");
        _git.Commit("a", "2");
        Assert.False(Repository.IsShallow());
        Assert.Empty(Repository.PartlyFetchedRemotes());
        Assert.True(Clone("--depth=1").IsShallow());
        Assert.Equal(["origin"], Clone("--single-branch").PartlyFetchedRemotes());
        Assert.Equal(["origin"], Clone("--no-tags").PartlyFetchedRemotes());
        Assert.Empty(Clone("--quiet").PartlyFetchedRemotes());
    }

    private GitRepository Clone(string option)
    {
        _git.Git("clone", "--quiet", option, "file://" + _git.Root, _git["clone" + option]);
        return new GitRepository(_git["clone" + option]);
    }

    private static string Text(byte[]? content) => content is null ? "-" : Encoding.UTF8.GetString(content).TrimEnd();
}
