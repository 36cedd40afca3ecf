using MLOpsBuild.Cli.Tests.Changes;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>The model of a commit, built again by that commit's own <c>build.sh</c>: here it calls this test program, as a host that needs no compiler.</summary>
public sealed class ReproduceTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly string _accepted;

    public ReproduceTests()
    {
        _repository.Write("build.sh", $"cd \"$(dirname \"${{BASH_SOURCE[0]}}\")\" && exec '{Environment.ProcessPath}' '{typeof(ReproduceTests).Assembly.Location}' \"$@\"\n");
        GitRepositoryOf.Begin(_repository);
        var accepted = _repository.Run("metrics", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        GitRepositoryOf.Commit(_repository, "Accept");
        _accepted = GitRepositoryOf.Git(_repository, "rev-parse", "HEAD");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void An_earlier_commits_model_is_built_again_byte_for_byte_and_the_checkout_stays_as_it_is()
    {
        _repository.Write("pipelines/orders-late/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "l2": 4 }""");
        GitRepositoryOf.Commit(_repository, "Other settings");
        _repository.Write("notes.txt", "work in hand");
        var runs = _repository.Run("runs", "list", "--quiet").Output;

        var again = _repository.Run("reproduce", _accepted);

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("byte for byte", again.Output, StringComparison.Ordinal);
        Assert.Equal("?? notes.txt", GitRepositoryOf.Git(_repository, "status", "--porcelain"));
        Assert.Equal("main", GitRepositoryOf.Git(_repository, "branch", "--show-current"));
        Assert.Single(GitRepositoryOf.Git(_repository, "worktree", "list").Split('\n'));
        Assert.Equal(runs, _repository.Run("runs", "list", "--quiet").Output);
        Assert.Empty(Directory.GetFileSystemEntries(_repository.PathOf(".mlops/scratch")));
    }

    [Fact]
    public void The_first_step_that_differs_is_named_in_the_order_of_the_data()
    {
        var path = "pipelines/orders-late/pipeline.lock.json";
        var model = _repository.Run("reproduce", "--json").Result["locked"]!.ToString();
        var other = "sha256:" + new string('0', 64);
        _repository.Write(path, File.ReadAllText(_repository.PathOf(path)).Replace(model, other, StringComparison.Ordinal));
        GitRepositoryOf.Commit(_repository, "Claim another model");

        var again = _repository.Run("reproduce", "--json");

        Assert.Equal(1, again.ExitCode);
        Assert.Equal("train", (string)again.Result["first"]!);
        Assert.Contains("The first step that differs is train", (string)again.Json["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_was_accepted_with_other_parameters_says_so()
    {
        _repository.Run("run", "--set", "l2=9");
        _repository.Write("pipelines/orders-late/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "l2": 4 }""");
        GitRepositoryOf.Commit(_repository, "Settings without acceptance");

        var again = _repository.Run("reproduce");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("The first step that differs is train", again.Error, StringComparison.Ordinal);
        Assert.Contains("l2 1, not 4", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "Git knows no revision 'nowhere'")]
    [InlineData("HEAD~1", "no model of orders-late was accepted in it yet")]
    public void What_cannot_be_built_again_is_told_and_ends_with_2(string revision, string reason)
    {
        var again = _repository.Run("reproduce", revision);

        Assert.Equal(2, again.ExitCode);
        Assert.Contains(reason, again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_does_not_build_is_told_with_what_its_build_said_and_leaves_no_work_tree()
    {
        _repository.Write("build.sh", "echo 'error CS1002: ; expected' >&2; exit 2\n");
        GitRepositoryOf.Commit(_repository, "Break");

        var again = _repository.Run("reproduce");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("CS1002", again.Error, StringComparison.Ordinal);
        Assert.Single(GitRepositoryOf.Git(_repository, "worktree", "list").Split('\n'));
    }

    [Fact]
    public void The_lock_is_written_by_an_acceptance_alone()
    {
        var path = _repository.PathOf("pipelines/orders-late/pipeline.lock.json");
        var accepted = File.ReadAllText(path);

        Assert.Equal(0, _repository.Run("run", "--set", "l2=9").ExitCode);
        Assert.Equal(accepted, File.ReadAllText(path));
    }
}
