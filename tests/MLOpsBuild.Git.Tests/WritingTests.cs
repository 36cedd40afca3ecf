namespace MLOpsBuild.Git.Tests;

public sealed class WritingTests : IDisposable
{
    private readonly TempRepository _git = new();

    private GitRepository Repository => _git.Repository;

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_commit_takes_its_paths_and_leaves_what_else_is_staged()
    {
        _git.Commit("a", "1");
        _git.Write("staged", "x");
        _git.Git("add", "staged");
        _git.Write("b", "1");

        var commit = Repository.Commit(["b"], "Add b\n\n# not a comment\nTrailer: x");

        Assert.Equal("b", _git.Git("show", "--format=", "--name-only", commit));
        Assert.Equal("Add b\n\n# not a comment\nTrailer: x", _git.Git("show", "--no-patch", "--format=%B", commit).TrimEnd());
        Assert.Equal("staged", _git.Git("diff", "--cached", "--name-only"));
        Assert.Equal("Ada <ada@example.org>", _git.Git("show", "--no-patch", "--format=%an <%ae>", commit));
    }

    [Fact]
    public void A_deleted_file_is_committed_as_deleted()
    {
        _git.Commit("a", "1");
        File.Delete(Path.Combine(_git.Root, "a"));

        Repository.Commit(["a"], "Remove a");

        Assert.Empty(Repository.Files("HEAD"));
    }

    [Fact]
    public void Nothing_to_commit_is_an_error_with_git_s_words()
    {
        _git.Commit("a", "1");

        var error = Assert.Throws<GitException>(() => Repository.Commit(["a"], "again"));

        Assert.Equal("commit", error.Command);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public void A_named_author_signs_for_the_whole_commit_and_no_hook_runs()
    {
        _git.Hook("pre-commit", "exit 1");
        _git.Write("a", "1");

        var commit = Repository.Commit(["a"], "m", TempRepository.Robot);

        Assert.Equal("Robot robot@example.org Robot robot@example.org", _git.Git("show", "--no-patch", "--format=%an %ae %cn %ce", commit));
    }

    [Fact]
    public void The_user_s_own_commit_asks_the_user_s_own_hooks()
    {
        _git.Hook("pre-commit", "echo 'not today' >&2; exit 1");
        _git.Write("a", "1");

        Assert.Contains("not today", Assert.Throws<GitException>(() => Repository.Commit(["a"], "m")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_and_an_address_there_is_no_identity()
    {
        Assert.True(Repository.HasIdentity());
        // An empty value hides what the machine's user may have configured.
        _git.Git("config", "user.email", "");
        _git.Git("config", "user.name", "");

        Assert.False(Repository.HasIdentity());
    }

    [Fact]
    public void A_branch_is_made_and_removed_without_switching()
    {
        _git.Commit("a", "1");

        Repository.CreateBranch("promote/churn", "HEAD");

        Assert.True(Repository.BranchExists("promote/churn"));
        Assert.Equal("main", Repository.CurrentBranch());
        Repository.DeleteBranch("promote/churn");
        Assert.False(Repository.BranchExists("promote/churn"));
    }

    [Fact]
    public void A_work_tree_shows_a_revision_elsewhere()
    {
        var first = _git.Commit("a", "1");
        _git.Commit("a", "2");

        var tree = Repository.AddWorktree(_git["tree"], first);

        Assert.Equal("1", File.ReadAllText(_git["tree/a"]));
        Assert.Equal(first, tree.Head());
        Repository.RemoveWorktree(_git["tree"]);
        Assert.False(Directory.Exists(_git["tree"]));
        Assert.True(Repository.IsClean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clone_of_a_folder_checks_nothing_else_out_and_its_commits_keep_the_rest(bool fromLinkedWorkTree)
    {
        _git.Commit("kept/a", "1");
        var head = _git.Commit("elsewhere/b", "1");
        var source = fromLinkedWorkTree ? Repository.AddWorktree(_git["tree"], head) : Repository;

        var clone = source.CloneFolder("kept", _git["scratch/clone"]);
        File.WriteAllText(Path.Combine(clone.Root, "kept", "a"), "2");
        var commit = clone.Commit(["kept/a"], "Change a", TempRepository.Robot);

        Assert.False(Directory.Exists(Path.Combine(clone.Root, "elsewhere")));
        Assert.True(clone.IsClean());
        Assert.Equal(["kept/a"], clone.ChangedFiles(head, commit));
        Assert.Equal(["elsewhere/b", "kept/a"], clone.Files(commit));
        Assert.Equal(head, source.Head());
        Assert.Equal(2, clone.Log("kept/a").Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(clone.Root, ".git", "objects", "pack")));
    }

    [Fact]
    public void A_clone_has_the_history_and_commits_by_itself()
    {
        var head = _git.Commit("a", "1");

        var clone = GitRepository.Clone(_git.Root, _git["scratch/clone"]);

        Assert.Equal(head, clone.Head());
        File.WriteAllText(Path.Combine(clone.Root, "b"), "1");
        var commit = clone.Commit(["b"], "in the clone", TempRepository.Robot);
        Assert.NotEqual(commit, Repository.Head());
    }

    [Theory]
    [InlineData("ext::sh -c touch% {0}")]
    [InlineData("--upload-pack=touch {0}")]
    public void A_source_that_is_a_command_runs_nothing(string source)
    {
        var marker = _git["marker"];

        Assert.Throws<GitException>(() => GitRepository.Clone(source.Replace("{0}", marker, StringComparison.Ordinal), _git["clone"]));

        Assert.False(File.Exists(marker));
    }

    [Fact]
    public void A_large_file_passes_both_ways()
    {
        var line = new string('x', 3_000_000);

        Repository.AppendToBranchFile("ledger", "big", line, "m", TempRepository.Robot);

        Assert.Equal(3_000_001, Repository.Show("ledger", "big")!.Length);
    }
}
