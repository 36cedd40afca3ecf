using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The larger operations that commands only call: a seam, so that parsing and output are tested without servers and commits.</summary>
internal interface IOperations
{
    Task<Outcome> Pull(Session session, CancellationToken cancellationToken);

    Task<Outcome> Validate(Session session, CancellationToken cancellationToken);

    Task<Outcome> Accept(Session session, IReadOnlyCollection<string> allowLoss, CancellationToken cancellationToken);

    Task<Outcome> Serve(Session session, ServeRequest request, Action<Uri, Digest> started, CancellationToken cancellationToken);

    Task<Outcome> Score(Session session, string file, string? model, string? output, CancellationToken cancellationToken);

    Task<Outcome> Promote(Session session, string environment, CancellationToken cancellationToken);

    Task<Outcome> Rollback(Session session, string environment, CancellationToken cancellationToken);

    Task<Outcome> History(Session session, string environment, CancellationToken cancellationToken);

    Task<Outcome> Report(Session session, CancellationToken cancellationToken);
}
