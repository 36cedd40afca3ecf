using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The operations that the build's targets call too.</summary>
internal sealed class BuildOperations : IOperations
{
    public Task<Outcome> Pull(Session session, CancellationToken cancellationToken) => Operations.Data.Pull(session, cancellationToken);

    public Task<Outcome> Validate(Session session, CancellationToken cancellationToken) => Operations.Data.Validate(session, cancellationToken);

    public Task<Outcome> Accept(Session session, IReadOnlyCollection<string> allowLoss, CancellationToken cancellationToken) => MetricsAcceptance.Accept(session, allowLoss, cancellationToken);

    public Task<Outcome> Serve(Session session, ServeRequest request, Action<Uri, Digest> started, CancellationToken cancellationToken) =>
        Operations.Serving.Serve(session, request, started, cancellationToken);

    public Task<Outcome> Score(Session session, string file, string? model, string? output, CancellationToken cancellationToken) =>
        Operations.Serving.Score(session, file, model, output, cancellationToken);

    public Task<Outcome> Promote(Session session, string environment, CancellationToken cancellationToken) => Promotion.Promote(session, environment, onScratchClone: false, cancellationToken);

    public Task<Outcome> Rollback(Session session, string environment, CancellationToken cancellationToken) => Promotion.Rollback(session, environment, onScratchClone: false, cancellationToken);

    public Task<Outcome> History(Session session, string environment, CancellationToken cancellationToken) => Promotion.History(session, environment, cancellationToken);

    public Task<Outcome> Report(Session session, CancellationToken cancellationToken) => Reports.Write(session, cancellationToken);
}
