using System.Text;

namespace MLOpsBuild.Git.Tests;

public sealed class ReadingTests : IDisposable
{
    private readonly TempRepository _git = new();

    private GitRepository Repository => _git.Repository;

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_repository_is_found_from_any_folder_in_it()
    {
        _git.Write("deep/er/file", "x");

        Assert.Equal(Repository.Root, GitRepository.Find(Path.Combine(_git.Root, "deep", "er"))!.Root);
        Directory.CreateDirectory(_git["outside"]);
        Assert.Null(GitRepository.Find(_git["outside"]));
    }

    [Fact]
    public void A_remote_is_where_git_says_and_one_that_is_not_there_nowhere()
    {
        _git.Git("remote", "add", "origin", "https://git.example.org/shop/orders.git");

        Assert.Equal("https://git.example.org/shop/orders.git", Repository.AddressOf("origin"));
        Assert.Null(Repository.AddressOf("upstream"));
    }

    [Fact]
    public void Before_the_first_commit_there_is_a_branch_but_no_head()
    {
        Assert.Null(Repository.Head());
        Assert.Equal("main", Repository.CurrentBranch());
        Assert.Empty(Repository.Log("any"));
        Assert.Null(Repository.Show("HEAD", "any"));
    }

    [Fact]
    public void Head_is_what_git_says_and_detached_it_has_no_branch()
    {
        var first = _git.Commit("a", "1");
        _git.Commit("a", "2");
        Assert.Equal(_git.Git("rev-parse", "HEAD"), Repository.Head());

        _git.Git("checkout", "--quiet", first);

        Assert.Equal(first, Repository.Head());
        Assert.Null(Repository.CurrentBranch());
    }

    [Fact]
    public void A_checkout_is_clean_until_something_is_changed_or_untracked()
    {
        _git.Commit("a", "1");
        Assert.True(Repository.IsClean());

        _git.Write("b", "new");

        Assert.False(Repository.IsClean());
        Assert.True(Repository.IsChanged("b"));
        Assert.False(Repository.IsChanged("a"));
        _git.Write("a", "2");
        Assert.True(Repository.IsChanged("a"));
    }

    [Fact]
    public void A_file_of_a_revision_comes_back_byte_by_byte()
    {
        var first = _git.Commit("dir/ü n\u00efcode.txt", "one\r\n\0two");
        _git.Commit("dir/ü n\u00efcode.txt", "later");

        Assert.Equal(Encoding.UTF8.GetBytes("one\r\n\0two"), Repository.Show(first, "dir/ü n\u00efcode.txt"));
        Assert.Null(Repository.Show(first, "dir/absent"));
        Assert.Null(Repository.Show(first, "dir"));
        Assert.Null(Repository.Show("no-such-branch", "dir"));
    }

    [Fact]
    public void A_file_is_read_as_it_was_in_many_revisions_at_once()
    {
        var first = _git.Commit("a b missing", "1\n");
        var second = _git.Commit("a b missing", "");
        var before = _git.Commit("other", "1");

        var found = Repository.Show([second, "no such", first, before], "a b missing");

        Assert.Equal(["", null, "1\n", ""], found.Select(bytes => bytes is null ? null : Encoding.UTF8.GetString(bytes)));
        Assert.Empty(Repository.Show([], "a"));
        Assert.Equal([null, null], Repository.Show([first, second], "absent missing"));
    }

    [Fact]
    public void A_file_whose_object_is_lost_is_an_error_and_not_absent()
    {
        _git.Commit("a", "1");
        var digest = _git.Git("rev-parse", "HEAD:a");
        File.Delete(Path.Combine(_git.Root, ".git", "objects", digest[..2], digest[2..]));

        Assert.Throws<GitException>(() => Repository.Show("HEAD", "a"));
    }

    [Fact]
    public void The_history_of_a_path_is_newest_first_and_knows_only_that_path()
    {
        var first = _git.Commit("a", "1", "First: a | b \"c\" \t d\n\nBody");
        _git.Commit("b", "1", "Other");
        var second = _git.Commit("a", "2", "Second");

        var log = Repository.Log("a");

        Assert.Equal([second, first], log.Select(c => c.Hash));
        Assert.Equal("First: a | b \"c\" \t d", log[1].Subject);
        Assert.Equal("Ada", log[0].Author);
        Assert.Empty(Repository.Log("never"));
    }

    [Fact]
    public void A_path_is_a_name_and_never_a_pattern()
    {
        _git.Commit("a", "1");
        _git.Commit("b", "1");

        Assert.Empty(Repository.Log("*"));
        Assert.Throws<GitException>(() => Repository.Commit(["*"], "all"));
    }

    [Fact]
    public void The_merge_base_is_the_newest_common_ancestor()
    {
        var common = _git.Commit("a", "1");
        _git.Git("checkout", "--quiet", "-b", "side");
        var side = _git.Commit("b", "1");
        _git.Git("checkout", "--quiet", "main");
        var main = _git.Commit("c", "1");
        _git.Git("checkout", "--quiet", "--orphan", "other");
        _git.Commit("d", "1");

        Assert.Equal(common, Repository.MergeBase(side, "main"));
        Assert.Null(Repository.MergeBase(main, "other"));
    }

    [Fact]
    public void Files_and_changes_of_revisions_are_listed_in_order()
    {
        var first = _git.Commit("z", "1");
        _git.Commit("dir/ü", "1");
        _git.Commit("a\"b", "1");
        File.Move(Path.Combine(_git.Root, "z"), Path.Combine(_git.Root, "y"));
        var last = Repository.Commit(["y", "z"], "move");

        Assert.Equal(["a\"b", "dir/ü", "y"], Repository.Files(last));
        Assert.Equal(["dir/ü"], Repository.Files(last, "dir"));
        Assert.Equal(["a\"b", "dir/ü", "y", "z"], Repository.ChangedFiles(first, last));
        Assert.Throws<GitException>(() => Repository.Files("absent"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--output=/tmp/x")]
    [InlineData("-f")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_revision_that_could_be_an_option_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => Repository.Show(name, "a"));
        Assert.Throws<ArgumentException>(() => Repository.Resolve(name));
        Assert.Throws<ArgumentException>(() => Repository.CreateBranch(name, "HEAD"));
        Assert.Throws<ArgumentException>(() => Repository.CreateBranch("b", name));
        Assert.Throws<ArgumentException>(() => Repository.MergeBase("HEAD", name));
        Assert.Throws<ArgumentException>(() => Repository.AddWorktree("w", name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData(".git/config")]
    [InlineData("a//b")]
    [InlineData("a\nb")]
    public void A_path_that_leads_out_of_the_repository_is_refused(string path)
    {
        Assert.Throws<ArgumentException>(() => Repository.Show("HEAD", path));
        Assert.Throws<ArgumentException>(() => Repository.Commit([path], "m"));
        Assert.Throws<ArgumentException>(() => Repository.AppendToBranchFile("b", path, "l", "m", TempRepository.Robot));
    }
}
