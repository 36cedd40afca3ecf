using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Compatibility;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What callers of the promoted model rely on; nothing before the first promotion, or while its package is not here.</summary>
internal sealed record AcceptedContract(ModelContract? Contract, Digest? Digest)
{
    public static AcceptedContract Of(Session session)
    {
        var path = Path.Combine(session.Workspace.Root, EnvironmentFile.PathOf("production"));
        if (!File.Exists(path) || EnvironmentFile.Load(path) is not { Digest: { } digest } || !session.Workspace.Store.Contains(digest)) return new AcceptedContract(null, null);
        var signature = ModelPackage.Read(session.Workspace.Store, digest).Signature;

        // The signature does not hold events: those of today's features are compared with themselves.
        IReadOnlyList<EventKind> events = session.Run.Release.Features.Set.Events;
        return new AcceptedContract(new ModelContract(signature.Inputs, signature.Features, events, signature.Task) { Classes = signature.Classes }, digest);
    }
}
