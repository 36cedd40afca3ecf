using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Tests.Changes;
using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.Cli.Tests.GitHub;

/// <summary>A pull request of a real repository: a branch, what CI does with it, and what the job after CI shows on GitHub.</summary>
internal sealed partial class PullRequest(ScratchRepository repository, FakeGitHub github, int number)
{
    private string Branch => $"change-{number}";

    public string Commit { get; private set; } = "";

    public int ExitCode { get; private set; }

    /// <summary>Commits what the working tree has on a branch of its own, and lets CI and the job after it run.</summary>
    public async Task PushAsync(string message, CancellationToken stop)
    {
        if (Commit.Length == 0) GitRepositoryOf.Git(repository, "switch", "-q", "-c", Branch);
        GitRepositoryOf.Commit(repository, message);
        Commit = GitRepositoryOf.Git(repository, "rev-parse", "HEAD");
        github.Pulls.RemoveAll(p => p.Number == number);
        github.Pulls.Add(new FakePull(number, "ada", Branch, "main", message, "") { Sha = Commit });
        ExitCode = await CheckAsync(stop);
        var shown = await ShowAsync(number, stop);
        Assert.True(shown.IsPass, shown.Message);
    }

    /// <summary>Shows the report that is there, as that of any pull request.</summary>
    public async Task<Outcome> ShowAsync(int claimed, CancellationToken stop, string? from = null)
    {
        var report = Path.Combine(repository.Root, ".mlops", "report", "report.json");
        await File.WriteAllTextAsync(report, ClaimPattern().Replace(await File.ReadAllTextAsync(report, stop), $"\"pullRequest\":{claimed}", 1), stop);
        using var session = Session.Open(repository.Root, repository.Pipelines, new SessionOptions());
        return await PullRequestReports.Show(session, Path.GetDirectoryName(report)!, new ProposedHead(Commit, from ?? FakeGitHub.Repository), new GitHubPullRequests(Connected.To(github)), stop);
    }

    /// <summary>All that a reviewer sees, without what differs from machine to machine and from run to run.</summary>
    public string Seen()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"CI ended with {ExitCode}.\n\n");
        foreach (var check in github.Checks.Where(c => c.Sha == Commit)) text.Append(CultureInfo.InvariantCulture, $"check {check.Name}: {check.Conclusion}\n  {check.Title}\n");
        foreach (var status in github.Statuses.Where(s => s.Sha == Commit)) text.Append(CultureInfo.InvariantCulture, $"status {status.Context}: {status.State}\n  {status.Description}\n");
        foreach (var comment in github.Comments.Where(c => c.PullRequest == number)) text.Append(CultureInfo.InvariantCulture, $"\ncomment of {comment.Login}:\n\n{comment.Body}\n");
        return Steady(text.ToString());
    }

    // What the target CI of a build does, in its order; the report is written whatever happened before.
    private async Task<int> CheckAsync(CancellationToken stop)
    {
        using var session = Session.Open(repository.Root, repository.Pipelines, new SessionOptions
        {
            BaseBranch = "main",
            Variable = name => name == "GITHUB_REF" ? $"refs/pull/{number}/merge" : null,
        });
        Func<Session, CancellationToken, Task<Outcome>>[] targets = [Operations.Data.Validate, Model.Train, Model.Evaluate, Model.Target, Model.Gate, Operations.Checks.Judge];
        var exitCode = 0;
        foreach (var target in targets)
        {
            var outcome = await target(session, stop);
            exitCode = Math.Max(exitCode, outcome.IsPass ? 0 : outcome.ExitCode);
            if (!outcome.IsPass && target == targets[0]) break;
        }

        await Reports.Write(session, stop);
        session.Finish();
        return exitCode;
    }

    private string Steady(string text)
    {
        text = text.Replace(Commit, "(commit)", StringComparison.Ordinal).Replace(Commit[..12], "(commit)", StringComparison.Ordinal).Replace(Commit[..7], "(commit)", StringComparison.Ordinal);
        text = BasePattern().Replace(text, "main at (base)");
        text = RunPattern().Replace(text, "(run)");
        text = TimePattern().Replace(text, "(time)");
        // Those of code change with every edit of it, and take the column's others with them.
        text = DigestPattern().Replace(text, "(digest)");
        return MachinePattern().Replace(text, "(machine)");
    }

    [GeneratedRegex("\"pullRequest\":(null|[0-9]+)")]
    private static partial Regex ClaimPattern();

    [GeneratedRegex("main at [0-9a-f]{7,40}|main \\([0-9a-f]{7,40}\\)")]
    private static partial Regex BasePattern();

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9a-f]{5}")]
    private static partial Regex RunPattern();

    [GeneratedRegex("(sha256:)?\\b([0-9a-f]{64}|[0-9a-f]{12})\\b")]
    private static partial Regex DigestPattern();

    [GeneratedRegex("[0-9][0-9.,]* (min [0-9]+ s|ms|s|µs|KiB|MiB|GiB|B)\\b")]
    private static partial Regex TimePattern();

    [GeneratedRegex("\\.NET [0-9.]+|[a-z0-9]+, [0-9]+ cores|[0-9]+ threads?")]
    private static partial Regex MachinePattern();
}
