using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Delivery.Promotion;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Tests.Promotion;

public sealed class PromoterTests : IDisposable
{
    private readonly TempRepository _repo = new();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Promotion_is_one_commit_of_one_file_with_trailers()
    {
        var package = _repo.Package("a");
        File.WriteAllText(Path.Combine(_repo.Root, "staged.txt"), "x");
        _repo.Git("add", "staged.txt");

        var result = _repo.Promote(package);

        Assert.Equal((PromotionOutcome.Done, _repo.Repository.Head()), (result.Outcome, result.Commit));
        Assert.Equal(package, _repo.Load("production").Digest);
        Assert.Equal("environments/production.json", _repo.Git("show", "--format=", "--name-only", "HEAD"));
        Assert.Equal("A  staged.txt", _repo.Git("status", "--porcelain"));
        Assert.Equal($"Promote churn {package.Short} to production", _repo.Git("log", "-1", "--format=%s"));
        Assert.Equal($"Environment: production\nModel-Digest: {package}", _repo.Git("log", "-1", "--format=%(trailers)"));
        Assert.Equal("Bob <bob@example.org>", _repo.Git("log", "-1", "--format=%an <%ae>"));
        Assert.Equal(Verdict.Pass, result.Check!.Verdict);
    }

    [Fact]
    public void Reason_cannot_pass_for_a_trailer()
    {
        var result = Promoter.Promote(_repo.Repository, _repo.Store, new PromotionRequest("production", _repo.Package("a")) { Reason = "because\n\nModel-Digest: evil\n" });

        Assert.Equal(PromotionOutcome.Done, result.Outcome);
        Assert.DoesNotContain("evil", _repo.Git("log", "-1", "--format=%(trailers)"), StringComparison.Ordinal);
        Assert.Contains("\nbecause Model-Digest: evil\n", _repo.Git("log", "-1", "--format=%B"), StringComparison.Ordinal);
    }

    [Fact]
    public void Promotion_to_the_same_digest_writes_nothing()
    {
        var package = _repo.Package("a");
        _repo.Promote(package);
        var head = _repo.Repository.Head();

        Assert.Equal(PromotionOutcome.Unchanged, _repo.Promote(package).Outcome);
        Assert.Equal(head, _repo.Repository.Head());
    }

    [Fact]
    public void Package_without_its_verdicts_is_refused_and_nothing_is_written()
    {
        var package = ModelPackage.Write(_repo.Store, Some.Package("a"));

        var result = _repo.Promote(package);

        Assert.Equal((PromotionOutcome.Refused, Verdict.Fail), (result.Outcome, result.Check!.Verdict));
        Assert.Null(_repo.Load("production").Digest);
        Assert.True(_repo.Repository.IsClean());
    }

    [Fact]
    public void Package_that_is_not_in_the_store_is_refused() => Assert.Equal(PromotionOutcome.Refused, _repo.Promote(Some.Digest("nothing")).Outcome);

    [Fact]
    public void Order_of_environments_is_kept()
    {
        _repo.CommitAt("production", _repo.Load("production") with { After = "staging" });
        var package = _repo.Package("a");

        Assert.Equal(PromotionOutcome.Refused, _repo.Promote(package).Outcome);
        Assert.Equal(PromotionOutcome.Done, _repo.Promote(package, "staging").Outcome);
        Assert.Equal(PromotionOutcome.Done, _repo.Promote(package).Outcome);
    }

    [Fact]
    public void Environment_after_one_that_does_not_exist_takes_nothing()
    {
        _repo.CommitAt("production", _repo.Load("production") with { After = "nowhere" });

        Assert.Contains(_repo.Promote(_repo.Package("a")).Check!.Findings, f => f.Rule == "after" && f.Severity == Severity.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Uncommitted_changes_of_the_file_are_refused_with_the_way_out(bool staged)
    {
        File.AppendAllText(_repo.FileOf("production"), "\n");
        if (staged) _repo.Git("add", ".");

        var result = _repo.Promote(_repo.Package("a"));

        Assert.Equal(PromotionOutcome.UncommittedChanges, result.Outcome);
        Assert.Contains("git restore --staged --worktree environments/production.json", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_environment_is_refused_with_the_known_ones() =>
        Assert.Contains("production, staging", _repo.Promote(_repo.Package("a"), "prod").Message, StringComparison.Ordinal);

    [Fact]
    public void Broken_environment_is_told_with_its_line()
    {
        File.WriteAllText(_repo.FileOf("production"), "{\n  \"version\": 1,\n  \"modle\": 1\n}\n");
        _repo.Git("commit", "--quiet", "-am", "Break");

        var result = _repo.Promote(_repo.Package("a"));

        Assert.Equal(PromotionOutcome.Impossible, result.Outcome);
        Assert.Contains("environments/production.json:3: ", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Person_on_no_branch_is_kept_from_losing_the_commit()
    {
        _repo.Git("checkout", "--quiet", "--detach");

        Assert.Equal(PromotionOutcome.Impossible, Promoter.Promote(_repo.Repository, _repo.Store, new PromotionRequest("production", _repo.Package("a"))).Outcome);
    }

    [Fact]
    public void Program_that_names_itself_commits_on_no_branch()
    {
        _repo.Git("checkout", "--quiet", "--detach");

        Assert.Equal(PromotionOutcome.Done, _repo.Promote(_repo.Package("a")).Outcome);
    }

    [Fact]
    public void Missing_identity_is_told_with_the_command_that_mends_it()
    {
        // An empty name hides whatever the machine that runs the test has in its own configuration.
        _repo.Git("config", "user.name", "");

        var result = Promoter.Promote(_repo.Repository, _repo.Store, new PromotionRequest("production", _repo.Package("a")));

        Assert.Equal(PromotionOutcome.NoIdentity, result.Outcome);
        Assert.Contains("git config user.name", result.Message, StringComparison.Ordinal);
        Assert.Equal(PromotionOutcome.NoIdentity, Promoter.Rollback(_repo.Repository, new RollbackRequest("production")).Outcome);
    }

    [Fact]
    public void Commit_that_git_refuses_leaves_the_file_as_it_was()
    {
        var before = File.ReadAllText(_repo.FileOf("production"));
        var hook = Path.Combine(_repo.Root, ".git", "hooks", "pre-commit");
        File.WriteAllText(hook, "#!/bin/sh\necho no >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var result = Promoter.Promote(_repo.Repository, _repo.Store, new PromotionRequest("production", _repo.Package("a")));

        Assert.Equal(PromotionOutcome.Impossible, result.Outcome);
        Assert.Equal(before, File.ReadAllText(_repo.FileOf("production")));
    }

    [Fact]
    public void Rollback_returns_to_the_previous_digest_and_quarantines_the_bad_one_in_one_commit()
    {
        var (a, b) = (_repo.Package("a"), _repo.Package("b"));
        _repo.Promote(a);
        _repo.Promote(b);
        var head = _repo.Repository.Head();

        var result = _repo.Rollback();

        Assert.Equal((PromotionOutcome.Done, b, a), (result.Outcome, result.Previous, result.Current));
        Assert.Equal(a, _repo.Load("production").Digest);
        Assert.Equal([b], _repo.Load("production").Quarantined);
        Assert.Equal(head, _repo.Git("rev-parse", "HEAD^"));
        Assert.Contains($"Quarantined: {b}", _repo.Git("log", "-1", "--format=%(trailers)"), StringComparison.Ordinal);
        Assert.Contains("errors", _repo.Git("log", "-1", "--format=%b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Second_rollback_goes_one_further_and_the_third_has_nowhere_to_go()
    {
        var (a, b, c) = (_repo.Package("a"), _repo.Package("b"), _repo.Package("c"));
        foreach (var package in new[] { a, b, c }) _repo.Promote(package);

        Assert.Equal(b, _repo.Rollback().Current);
        Assert.Equal(a, _repo.Rollback().Current);

        Assert.Equal(new[] { b, c }.Order(), _repo.Load("production").Quarantined);
        Assert.Equal(PromotionOutcome.Refused, _repo.Rollback().Outcome);
        Assert.Equal(a, _repo.Load("production").Digest);
    }

    [Fact]
    public void Quarantined_digest_does_not_come_back()
    {
        var (a, b) = (_repo.Package("a"), _repo.Package("b"));
        _repo.Promote(a);
        _repo.Promote(b);
        _repo.Rollback();

        var result = _repo.Promote(b);

        Assert.Equal(PromotionOutcome.Refused, result.Outcome);
        Assert.Contains(result.Check!.Findings, f => f.Rule == "quarantine");
    }

    [Fact]
    public void Two_people_who_roll_the_same_digest_back_roll_back_once()
    {
        var (a, b, c) = (_repo.Package("a"), _repo.Package("b"), _repo.Package("c"));
        foreach (var package in new[] { a, b, c }) _repo.Promote(package);
        var request = new RollbackRequest("production") { Bad = c };

        Assert.Equal(PromotionOutcome.Done, Promoter.Rollback(_repo.Repository, request).Outcome);
        Assert.Equal(PromotionOutcome.Unchanged, Promoter.Rollback(_repo.Repository, request).Outcome);
        Assert.Equal(b, _repo.Load("production").Digest);
    }

    [Fact]
    public void Rollback_before_any_promotion_is_refused() => Assert.Equal(PromotionOutcome.Refused, _repo.Rollback().Outcome);

    [Fact]
    public void Rollback_of_the_only_digest_is_refused()
    {
        _repo.Promote(_repo.Package("a"));

        Assert.Equal(PromotionOutcome.Refused, _repo.Rollback().Outcome);
    }

    [Fact]
    public void History_says_who_changed_what_newest_first()
    {
        var (a, b) = (_repo.Package("a"), _repo.Package("b"));
        _repo.Promote(a);
        _repo.CommitAt("production", _repo.Load("production") with { Source = "somewhere" }); // changes no digest
        _repo.Promote(b);
        _repo.Rollback();

        var history = History.Of(_repo.Repository, "production");

        Assert.Equal([a, b, a], history.Select(h => h.Digest!.Value));
        Assert.All(history, h => Assert.Equal("Bob", h.Author));
        Assert.Equal(_repo.Repository.Head(), history[0].Commit);
    }

    [Fact]
    public void History_answers_what_was_there_at_a_time()
    {
        var environment = _repo.Load("production");
        var first = _repo.CommitAt("production", environment with { Digest = Some.Digest("a") });
        var second = _repo.CommitAt("production", environment with { Digest = Some.Digest("b") });
        File.WriteAllText(_repo.FileOf("production"), "broken");
        _repo.Git("commit", "--quiet", "-am", "Break");

        Assert.Null(History.At(_repo.Repository, "production", first.AddSeconds(-1)));
        Assert.Equal(Some.Digest("a"), History.At(_repo.Repository, "production", first)!.Digest);
        Assert.Equal(Some.Digest("a"), History.At(_repo.Repository, "production", second.AddSeconds(-1))!.Digest);
        Assert.Equal(Some.Digest("b"), History.At(_repo.Repository, "production", second.AddYears(10))!.Digest);
    }

    [Fact]
    public void Environment_that_was_removed_has_nothing()
    {
        _repo.Promote(_repo.Package("a"));
        _repo.Git("rm", "--quiet", "environments/production.json");
        _repo.Git("commit", "--quiet", "-m", "Remove");

        Assert.Null(History.Of(_repo.Repository, "production")[0].Digest);
    }
}
