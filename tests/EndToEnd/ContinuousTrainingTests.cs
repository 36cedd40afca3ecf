namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>Continuous training on the month that waits: the right decision on the numbers.</summary>
public sealed class ContinuousTrainingTests
{
    private const string Proposal = "retrain/flight-delay/2001-05";

    [Fact]
    public void Challenger_trained_up_to_April_wins_and_becomes_a_branch_while_the_users_branch_stays()
    {
        using var clone = new ScratchClone();
        var head = clone.Git("rev-parse", "HEAD");
        var (exitCode, output) = clone.Build("CT");
        Assert.True(exitCode == 0, output);
        Assert.Contains("2001-05", clone.Git("diff", $"HEAD...{Proposal}", "--", "data.lock.json"), StringComparison.Ordinal);
        Assert.Contains("report.md", clone.Git("diff", "--name-only", $"HEAD...{Proposal}"), StringComparison.Ordinal);
        Assert.Equal(head, clone.Git("rev-parse", "HEAD"));
        Assert.Empty(clone.Git("status", "--porcelain"));
    }

    [Fact]
    public void Challenger_trained_on_March_and_April_alone_leaves_no_branch_but_a_line_in_the_ledger()
    {
        using var clone = new ScratchClone();
        var (exitCode, output) = clone.Build("CT", "--challenger-window", "2001-03..2001-04");
        Assert.True(exitCode == 0, output);
        Assert.Empty(clone.Git("branch", "--list", Proposal));
        Assert.Contains("\"decision\":\"noWin\"", clone.Git("show", "mlops-ledger:flight-delay.ndjson"), StringComparison.Ordinal);
    }

    [Fact]
    public void Challenger_trained_on_the_compared_month_is_refused()
    {
        using var clone = new ScratchClone();
        var (exitCode, output) = clone.Build("CT", "--challenger-window", "2001-01-15..2001-05");
        Assert.True(exitCode == 1, output);
        Assert.Contains("trained on what it would be compared on", output, StringComparison.Ordinal);
        Assert.Empty(clone.Git("branch", "--list", Proposal));
    }
}
