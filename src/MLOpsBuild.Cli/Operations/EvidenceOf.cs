using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Pipelines.Gates;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Attaches a run's verdicts to its package: what promotion asks for.</summary>
internal static class EvidenceOf
{
    public static void Attach(Session session, Digest package)
    {
        var binding = new EvidenceBinding(GateConfiguration(session), MetricsAcceptance.EvaluationRows(session.Run));
        foreach (var verdict in session.Run.Verdicts) Evidence.Attach(session.Workspace.Store, package, verdict, binding);
    }

    /// <summary>The digest of the gates that the verdicts were judged by.</summary>
    public static Digest GateConfiguration(Session session) =>
        session.Workspace.Store.PutFile(Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), GatesFile.FileName));
}
