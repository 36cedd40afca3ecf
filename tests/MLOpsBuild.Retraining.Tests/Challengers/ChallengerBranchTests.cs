using System.Text;
using MLOpsBuild.Retraining.Challengers;

namespace MLOpsBuild.Retraining.Tests.Challengers;

public sealed class ChallengerBranchTests : IDisposable
{
    private const string Branch = "retrain/churn/2001-04";
    private readonly TempRepository _repo = new();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Branch_is_one_commit_on_head_with_the_trailer()
    {
        var result = Create(("data.lock.json", "new"), ("pipelines/churn/pipeline.lock.json", "{}"));

        Assert.Equal((ChallengerBranchOutcome.Created, Branch), (result.Outcome, result.Branch));
        Assert.Equal(result.Commit, _repo.Repository.Resolve("refs/heads/" + Branch));
        Assert.Equal(_repo.Repository.Head(), _repo.Git("rev-parse", Branch + "^"));
        Assert.Equal("data.lock.json\npipelines/churn/pipeline.lock.json", _repo.Git("show", "--format=", "--name-only", Branch));
        Assert.Equal("new", _repo.Git("show", Branch + ":data.lock.json"));
        Assert.Equal($"Retrain-Of: {TempRepository.Digest("champion")}", _repo.Git("log", "-1", "--format=%(trailers)", Branch));
        Assert.Equal("Robot", _repo.Git("log", "-1", "--format=%an", Branch));
    }

    [Fact]
    public void Checkout_branch_and_index_stay_as_they_are()
    {
        File.WriteAllText(Path.Combine(_repo.Root, "data.lock.json"), "edited");
        File.WriteAllText(Path.Combine(_repo.Root, "staged"), "x");
        _repo.Git("add", "staged");
        var (head, status) = (_repo.Repository.Head(), _repo.Git("status", "--porcelain"));

        Create(("data.lock.json", "new"));

        Assert.Equal((head, "main", status), (_repo.Repository.Head(), _repo.Repository.CurrentBranch(), _repo.Git("status", "--porcelain")));
        Assert.Equal("edited", File.ReadAllText(Path.Combine(_repo.Root, "data.lock.json")));
        Assert.Single(_repo.Git("worktree", "list", "--porcelain").Split('\n'), l => l.StartsWith("worktree ", StringComparison.Ordinal));
    }

    [Fact]
    public void Our_branch_moves_to_the_new_challenger_on_the_new_head()
    {
        Create(("data.lock.json", "new"));
        _repo.Git("commit", "--quiet", "--allow-empty", "-m", "Go on");

        var result = Create(("data.lock.json", "newer"));

        Assert.Equal(ChallengerBranchOutcome.Updated, result.Outcome);
        Assert.Equal(_repo.Repository.Head(), _repo.Git("rev-parse", Branch + "^"));
        Assert.Equal("newer", _repo.Git("show", Branch + ":data.lock.json"));
    }

    [Fact]
    public void Challengers_of_this_commit_are_found_with_their_words_and_those_of_older_commits_are_not()
    {
        Assert.Empty(ChallengerBranch.OnHead(_repo.Repository, "churn"));
        var made = Create(("data.lock.json", "new"));

        var found = Assert.Single(ChallengerBranch.OnHead(_repo.Repository, "churn"));
        Assert.Equal((Branch, made.Commit, _repo.Git("log", "-1", "--format=%B", Branch)), (found.Branch, found.Commit, found.Message));
        Assert.Empty(ChallengerBranch.OnHead(_repo.Repository, "chur"));

        _repo.Git("commit", "--quiet", "--allow-empty", "-m", "Go on");
        Assert.Empty(ChallengerBranch.OnHead(_repo.Repository, "churn"));
    }

    [Fact]
    public void Branch_that_somebody_made_beside_challengers_is_none()
    {
        _repo.Git("branch", "retrain/churn/by-hand");
        _repo.Git("switch", "--quiet", "retrain/churn/by-hand");
        _repo.Git("commit", "--quiet", "--allow-empty", "-m", "Mine");
        _repo.Git("switch", "--quiet", "main");

        Assert.Empty(ChallengerBranch.OnHead(_repo.Repository, "churn"));
    }

    [Fact]
    public void Branch_that_a_person_worked_on_is_left_alone()
    {
        Create(("data.lock.json", "new"));
        _repo.Git("switch", "--quiet", Branch);
        _repo.Git("commit", "--quiet", "--allow-empty", "-m", "Mine");
        _repo.Git("switch", "--quiet", "main");
        var before = _repo.Git("rev-parse", Branch);

        var result = Create(("data.lock.json", "newer"));

        Assert.Equal(ChallengerBranchOutcome.Refused, result.Outcome);
        Assert.Equal(before, _repo.Git("rev-parse", Branch));
    }

    [Fact]
    public void Branch_that_somebody_else_made_is_left_alone()
    {
        _repo.Git("branch", Branch);

        Assert.Equal(ChallengerBranchOutcome.Refused, Create(("data.lock.json", "new")).Outcome);
    }

    [Fact]
    public void Branch_that_is_checked_out_is_left_alone()
    {
        Create(("data.lock.json", "new"));
        _repo.Git("switch", "--quiet", Branch);

        Assert.Equal(ChallengerBranchOutcome.Refused, Create(("data.lock.json", "newer")).Outcome);
        Assert.Equal("new", File.ReadAllText(Path.Combine(_repo.Root, "data.lock.json")));
    }

    [Fact]
    public void Files_that_say_nothing_new_make_no_branch()
    {
        Assert.Equal(ChallengerBranchOutcome.Unchanged, Create(("data.lock.json", "old")).Outcome);
        Assert.False(_repo.Repository.BranchExists(Branch));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData(".git/hooks/pre-commit")]
    [InlineData("a/.GIT/config")]
    [InlineData("a\\b")]
    [InlineData(":(glob)x")]
    [InlineData("-x")]
    [InlineData("")]
    public void Path_that_leaves_the_repository_is_refused(string path) => Assert.Throws<ArgumentException>(() => Create((path, "x")));

    [Fact]
    public void Path_through_a_link_is_refused_and_nothing_is_left_behind()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Making a link needs a right of its own here.");
        var outside = Directory.CreateTempSubdirectory("mlops-outside-");
        File.CreateSymbolicLink(Path.Combine(_repo.Root, "link"), outside.FullName);
        _repo.Git("add", "link");
        _repo.Git("commit", "--quiet", "-m", "Link");

        Assert.Throws<ArgumentException>(() => Create(("link/x", "x")));

        Assert.Empty(outside.GetFiles());
        Assert.DoesNotContain("mlops-retrain-", _repo.Git("worktree", "list"), StringComparison.Ordinal);
        outside.Delete();
    }

    [Theory]
    [InlineData("a b", "2001-04")]
    [InlineData("churn", "../main")]
    [InlineData("churn", "x.lock")]
    [InlineData("", "2001-04")]
    public void Name_that_cannot_be_a_branch_is_refused(string pipeline, string partition) => Assert.Throws<ArgumentException>(() => ChallengerBranch.NameOf(pipeline, partition));

    private ChallengerBranchResult Create(params (string Path, string Text)[] files) => ChallengerBranch.Create(_repo.Repository, new ChallengerBranchRequest
    {
        Pipeline = "churn",
        Partition = "2001-04",
        Files = files.ToDictionary(f => f.Path, f => Encoding.UTF8.GetBytes(f.Text)),
        Subject = "Retrain churn on 2001-04",
        Body = "The challenger is better.",
        Champion = TempRepository.Digest("champion"),
        Identity = TempRepository.Robot,
    });
}
