using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.EndToEnd.Tests.Jobs;

/// <summary>The committed workflows, run: every script of a job in its order, in a clone, against a real Git remote and a GitHub in memory.</summary>
/// <remarks>The job that compares digests on another processor is one target, which runs anywhere by itself: <c>./build.sh Digests</c>.</remarks>
public sealed class JobTests : IAsyncLifetime
{
    private readonly ScratchClone _clone = new();
    private readonly BareRepository _origin;
    private readonly Dictionary<string, string> _artifacts = new(StringComparer.Ordinal);
    private FakeGitHub _github = null!;

    public JobTests() => _origin = new BareRepository(_clone);

    public async ValueTask InitializeAsync() => _github = await FakeGitHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _github.DisposeAsync();
        _origin.Dispose();
        _clone.Dispose();
    }

    [Fact]
    public void A_pull_request_is_checked_without_rights_and_then_shown_by_the_main_branch()
    {
        _clone.Git("switch", "--quiet", "-c", "change");
        File.WriteAllText(Path.Combine(_clone.Folder, "docs", "notes.md"), "# Notes\n");
        _clone.Git("add", "docs/notes.md");
        _clone.Git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "Note");
        var head = _clone.Git("rev-parse", "HEAD").Trim();
        _clone.Git("push", "--quiet", "origin", "change");
        _clone.Git("checkout", "--quiet", "--detach");
        _github.Pulls.Add(new FakePull(3, "ada", "change", "main", "Note", "") { Sha = head });

        var ci = Run("ci", "ci", new() { ["github.event_name == 'push'"] = "false", ["github.event_name == 'push' && steps.packages.outputs.cache-hit != 'true'"] = "false", ["github.event_name == 'push' && steps.content.outputs.cache-hit != 'true'"] = "false" }, new()
        {
            ["GITHUB_EVENT_NAME"] = "pull_request",
            ["GITHUB_REF"] = "refs/pull/3/merge",
            ["GITHUB_REF_NAME"] = "3/merge",
            ["GITHUB_BASE_REF"] = "main",
        });
        Assert.Equal(["Workflows are up to date", "CI", "Show the report"], ci.Ran);
        Assert.Contains("flight-delay", ci.Summary, StringComparison.Ordinal);
        Assert.Empty(_github.Asked);

        _clone.Git("checkout", "--quiet", "main");
        var report = Run("report", "report", new()
        {
            ["github.token"] = "workflow-token",
            ["github.event.workflow_run.id"] = "17",
            ["github.event.workflow_run.head_sha"] = head,
            ["github.event.workflow_run.head_repository.full_name"] = FakeGitHub.Repository,
        }, new() { ["GITHUB_EVENT_NAME"] = "workflow_run", ["GITHUB_REF"] = "refs/heads/main" });
        Assert.Equal(["PullRequestReport"], report.Ran);
        var comment = Assert.Single(_github.Comments);
        Assert.Equal((3, "github-actions[bot]"), (comment.PullRequest, comment.Login));
        Assert.Contains(_github.Checks, c => c is { Name: "flight-delay / metrics-snapshot", Conclusion: "success" } && c.Sha == head);
        Assert.Contains(_github.Statuses, s => s is { Context: "mlopsbuild/staging/data-validation", State: "success" } && s.Sha == head);
    }

    [Fact]
    public void A_push_is_delivered_environment_by_environment_and_published()
    {
        var push = new Dictionary<string, string> { ["GITHUB_EVENT_NAME"] = "push", ["GITHUB_REF"] = "refs/heads/main", ["GITHUB_REF_NAME"] = "main", ["GITHUB_REF_PROTECTED"] = "true" };
        Assert.Equal(["CD", "Show the report"], Run("cd", "cd", [], push).Ran);
        foreach (var environment in new[] { "staging", "production" })
        {
            Assert.Equal(["Sign commits as the workflow", "Promote", "Push the promotion"], Run("cd", environment, [], push).Ran);
        }

        Assert.Equal(_clone.Git("rev-parse", "HEAD"), _clone.Git("rev-parse", "origin/main"));
        Assert.Equal(["Site"], Run("pages", "site", [], push).Ran);
        Assert.Contains("production", File.ReadAllText(Path.Combine(_artifacts["github-pages"], "index.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_artifacts["github-pages"], "report.html")));
    }

    [Fact]
    public void New_data_ends_as_a_pull_request_on_which_ci_was_started()
    {
        var expressions = new Dictionary<string, string>
        {
            ["vars.MLOPS_APP_ID != ''"] = "false",
            ["steps.app.outputs.token || github.token"] = "workflow-token",
            ["steps.app.outputs.app-slug"] = "",
            ["inputs.window || github.event.client_payload.window"] = "",
        };
        foreach (var trigger in Committed("ct").Where(l => l.Contains("NUKE_TRIGGER: ", StringComparison.Ordinal))) expressions[trigger[(trigger.IndexOf("${{ ", StringComparison.Ordinal) + 4)..trigger.LastIndexOf(" }}", StringComparison.Ordinal)]] = "newData";
        var ct = Run("ct", "ct", expressions, new() { ["GITHUB_EVENT_NAME"] = "repository_dispatch", ["GITHUB_REF"] = "refs/heads/main" }, step =>
        {
            // What was pushed to the real remote is there on GitHub.
            if (step != "ChallengerPullRequest") return;
            foreach (var line in _clone.Git("ls-remote", "--heads", "origin").Split('\n', StringSplitOptions.RemoveEmptyEntries)) _github.Branches[line.Split("refs/heads/")[1]] = line.Split('\t')[0];
        });

        Assert.Equal(["Fetch the ledger and open challengers", "CT", "Push what the comparison left", "ChallengerPullRequest", "Show the report"], ct.Ran);
        var pull = Assert.Single(_github.Pulls);
        Assert.Equal(("retrain/flight-delay/2001-05", "main"), (pull.Head, pull.Base));
        Assert.Equal(["retrain", "flight-delay"], pull.Labels);
        Assert.Contains("2001-05", pull.Body, StringComparison.Ordinal);
        Assert.Equal([("ci.yml", _github.Branches[pull.Head])], _github.Runs);
        Assert.Contains("mlops-ledger", _github.Branches.Keys);
    }

    private Job Run(string workflow, string job, Dictionary<string, string> expressions, Dictionary<string, string> variables, Action<string>? before = null)
    {
        var run = new Job(_clone.Folder, workflow, job)
        {
            Expressions = expressions,
            Variables = new Dictionary<string, string>(variables) { ["GITHUB_REPOSITORY"] = FakeGitHub.Repository, ["GITHUB_API_URL"] = _github.Api },
            Artifacts = _artifacts,
            Before = before ?? (_ => { }),
        };
        var (exitCode, output) = run.Run();
        Assert.True(exitCode == 0, output);
        return run;
    }

    private string[] Committed(string workflow) => File.ReadAllLines(Path.Combine(_clone.Folder, ".github", "workflows", workflow + ".yml"));
}
