using MLOpsBuild.Cli.Commands;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Tests;

/// <summary>Notes what it was asked for and answers with a given outcome.</summary>
internal sealed class FakeOperations(Func<Outcome> answer) : IOperations
{
    public List<string> Calls { get; } = [];

    public Task<Outcome> Pull(Session session, CancellationToken cancellationToken) => Note("pull");

    public Task<Outcome> Validate(Session session, CancellationToken cancellationToken) => Note("validate");

    public Task<Outcome> Accept(Session session, IReadOnlyCollection<string> allowLoss, CancellationToken cancellationToken) => Note($"accept {string.Join('|', allowLoss)}");

    public Task<Outcome> Serve(Session session, ServeRequest request, Action<Uri, Digest> started, CancellationToken cancellationToken)
    {
        started(new Uri(request.Url), Digest.Of([]));
        return Note($"serve {request.Model ?? "newest"} {request.Url} {Path.GetFileName(request.Journal)}");
    }

    public Task<Outcome> Score(Session session, string file, string? model, string? output, CancellationToken cancellationToken) => Note($"score {Path.GetFileName(file)} {model} {Path.GetFileName(output)}");

    public Task<Outcome> Promote(Session session, string environment, CancellationToken cancellationToken) => Note($"promote {environment}");

    public Task<Outcome> Rollback(Session session, string environment, CancellationToken cancellationToken) => Note($"rollback {environment}");

    public Task<Outcome> History(Session session, string environment, CancellationToken cancellationToken) => Note($"history {environment}");

    public Task<Outcome> Report(Session session, CancellationToken cancellationToken) => Note("report");

    private Task<Outcome> Note(string call)
    {
        Calls.Add(call);
        return Task.FromResult(answer());
    }
}
