using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Retraining.Challengers;
using MLOpsBuild.Retraining.Comparison;

namespace MLOpsBuild.Cli.Operations;

/// <summary>A winning challenger as a branch: locks, parameters, snapshot, report, and the bytes that the next comparison needs.</summary>
internal static class ChallengerProposal
{
    /// <summary>Who commits what nobody typed.</summary>
    public static GitIdentity Identity { get; } = new("MLOpsBuild", "retraining@mlopsbuild.invalid");

    public static async Task<ChallengerBranchResult> WriteAsync(Session session, Arrival arrival, Champion champion, ComparisonResult result, CancellationToken cancellationToken)
    {
        var git = session.Git ?? throw new ConfigurationException("A challenger is proposed on a Git branch; this folder is no Git repository.");
        var challenger = arrival.Challenger!;
        var folder = $"pipelines/{session.Pipeline.Name}";
        var snapshot = MetricsAcceptance.ProposalOf(session, challenger);
        var report = await Reports.ComposeAsync(session, challenger, cancellationToken).ConfigureAwait(false) with
        {
            Title = $"Challenger for {session.Pipeline.Name}: {arrival.Partition.Name}",
            Answer = result.Reason,
        };
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["data.lock.json"] = Encoding.UTF8.GetBytes(arrival.Lock.ToJson()),
            [$"{folder}/parameters.json"] = Parameters(session, challenger),
            [$"{folder}/{MetricsSnapshot.FileName}"] = StepJson.Write(snapshot),
            [$"{folder}/{PipelineLock.FileName}"] = StepJson.Write(PipelineLock.Of(challenger)),
            [$"{folder}/report.md"] = Encoding.UTF8.GetBytes(MarkdownReport.Write(report)),
        };
        if (RemoteFolder(session) is { } remote)
        {
            foreach (var digest in new[] { snapshot.Model, snapshot.Predictions }) files[$"{remote}/blobs/sha256/{digest.Hex}"] = session.Workspace.Store.Get(digest);
        }

        var proposal = ChallengerBranch.Create(git, new ChallengerBranchRequest
        {
            Pipeline = session.Pipeline.Name,
            Partition = arrival.Partition.Name,
            Files = files,
            Subject = $"Retrain {session.Pipeline.Name} up to {challenger.Release.TrainingRows.Window}",
            Body = result.Reason,
            Champion = champion.Package,
            Identity = Identity,
        });
        return proposal.Outcome == ChallengerBranchOutcome.Refused ? throw new ConfigurationException(proposal.Message) : proposal;
    }

    /// <summary>The settings with the challenger's windows, everything else as people wrote it.</summary>
    private static byte[] Parameters(Session session, PipelineRun challenger)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), "parameters.json")))!.AsObject();
        foreach (var window in new[] { "trainingWindow", "evaluationWindow" }) root[window] = challenger.Parameters[window];
        return StepJson.Write(root);
    }

    /// <summary>The data remote's folder inside the repository; null when it lies elsewhere.</summary>
    private static string? RemoteFolder(Session session)
    {
        var reference = session.Project.DataRemote;
        return reference.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(reference) || reference.StartsWith("..", StringComparison.Ordinal) ? null : reference.TrimEnd('/');
    }
}
