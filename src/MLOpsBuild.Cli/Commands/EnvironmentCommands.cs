using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops promote</c>, <c>rollback</c> and <c>history</c>: what environments should serve, and did.</summary>
internal static class EnvironmentCommands
{
    public static IEnumerable<Command> Create(CommandHost host) =>
    [
        Of(host, "promote", "Make the newest package an environment's desired state, by a commit on your branch", ["mlops promote staging"], (operations, session, name, stop) => operations.Promote(session, name, stop)),
        Of(host, "rollback", "Return an environment to its last good package by a commit; the one that was there is quarantined", ["mlops rollback production"], (operations, session, name, stop) => operations.Rollback(session, name, stop)),
        Of(host, "history", "What an environment served, since when and by whom, from Git", ["mlops history production"], (operations, session, name, stop) => operations.History(session, name, stop)),
    ];

    private static Verb Of(CommandHost host, string name, string description, IReadOnlyList<string> examples, Func<IOperations, Session, string, CancellationToken, Task<Outcome>> work)
    {
        var environment = host.Shared.Name("ENVIRONMENT", "The environment: a file in environments/", Place.Environments);
        var verb = new Verb(name, description, examples) { environment, host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var chosen = call.Get(environment)!;
            var known = Place.Environments(call.Session.Workspace.Root);
            if (!known.Contains(chosen)) return Reply.Failed(ExitCodes.Usage, $"No environment is named '{chosen}'. {NearestName.Hint(chosen, known)}{(known.Count == 0 ? $" Add environments/{chosen}.json." : "")}");
            return Reply.Of(await work(call.Operations, call.Session, chosen, stop).ConfigureAwait(false));
        });
        return verb;
    }
}
