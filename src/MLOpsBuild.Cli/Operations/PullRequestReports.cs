using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Reporting;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The report of a pull request's own run, put where its readers are: a comment, checks of the gates, statuses of the environments.</summary>
/// <remarks>The run was the pull request's code, so what it left is hostile: it is read within bounds, shown as text, and believed in nothing that GitHub can be asked.</remarks>
public static class PullRequestReports
{
    private const int MostGates = 60;

    /// <summary>Shows a report on the pull request whose newest commit the run was of.</summary>
    /// <param name="session">The checkout of the branch that pull requests are for, whose environments and pipelines count.</param>
    /// <param name="folder">Where the run's files are.</param>
    /// <param name="head">The commit and its repository, as the event says.</param>
    /// <param name="pullRequests">Where to show it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Outcome> Show(Session session, string folder, ProposedHead head, IPullRequests pullRequests, CancellationToken cancellationToken = default)
    {
        var (report, claimed) = Read(folder);
        if (!session.PipelineNames.Contains(report.Pipeline)) return Outcome.Failed($"The report is of the pipeline '{report.Pipeline}'; there are {string.Join(", ", session.PipelineNames)}.", ExitCodes.Usage);
        if (claimed is not { } number) return Outcome.Failed("The report does not say which pull request it is of: its run was of none.", ExitCodes.Usage);
        try
        {
            number = await pullRequests.VerifyAsync(head, number, cancellationToken).ConfigureAwait(false);
        }
        catch (PullRequestClaimException problem)
        {
            return Outcome.Failed(problem.Message, ExitCodes.GateFailed);
        }

        var gates = Gates(report);
        var posted = await pullRequests.PostReportAsync(new PullRequestReport(number, report.Pipeline, MarkdownReport.Write(report with { Commit = head.Commit })), cancellationToken).ConfigureAwait(false);
        await pullRequests.PostVerdictsAsync(new CommitVerdicts(head.Commit, report.Pipeline, [.. gates.Where(g => !report.OnlyReported.Contains(g.Gate))]), cancellationToken).ConfigureAwait(false);
        foreach (var (name, environment) in EnvironmentFiles.InOrder(session.Workspace.Root).Where(e => e.Value.Model == report.Pipeline))
        {
            var required = environment.Requires.Select(gate => gates.FirstOrDefault(g => g.Gate == gate) ?? GateResult.Hold(gate, "It was not judged for this commit."));
            await pullRequests.PostRequirementsAsync(new EnvironmentVerdicts(head.Commit, name, [.. required]) { Address = posted.Address }, cancellationToken).ConfigureAwait(false);
        }

        return Outcome.Done($"on #{number}: {posted.Outcome.ToString().ToLowerInvariant()}", posted.Address);
    }

    private static (ReportModel Report, int? PullRequest) Read(string folder)
    {
        var path = Path.Combine(folder, ReportFile.Name);
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null) throw new ConfigurationException($"There is no {path}: CI left no report, or ended before it was written.");
        if (file.Length > ReportFile.MostBytes) throw new ConfigurationException($"{path} has {file.Length} bytes; at most {ReportFile.MostBytes} are read.");
        try
        {
            return ReportFile.Read(File.ReadAllBytes(path));
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException($"{path}: {problem.Message}", problem);
        }
    }

    // A verdict whose name no gate can have is left out: names become those of checks, which protected branches require.
    private static IReadOnlyList<GateResult> Gates(ReportModel report) =>
        [.. report.Gates.Where(g => g.Gate.Length is > 0 and <= 100 && g.Gate.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')).DistinctBy(g => g.Gate).Take(MostGates)];
}
