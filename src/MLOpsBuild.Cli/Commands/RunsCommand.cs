using MLOpsBuild.Pipelines.Runs;
using System.CommandLine;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops runs …</c>.</summary>
internal static class RunsCommand
{
    public static Command Create(CommandHost host) => new Verb("runs", "The records of runs") { List(host), Show(host) };

    private static Verb List(CommandHost host)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "At most this many, newest first", HelpName = "N", DefaultValueFactory = _ => 20 };
        var verb = new Verb("list", "List runs, newest first", "mlops runs list", "mlops runs list -n 5 --pipeline NAME") { limit, host.Shared.Pipeline };
        host.Handle(verb, (call, _) =>
        {
            var records = RunLog.Of(call.Session.Workspace).All().Where(r => call.Pipeline is null || r.Pipeline == call.Pipeline).Take(Math.Max(0, call.Get(limit))).ToArray();
            return Task.FromResult(RunText.List(records));
        });
        return verb;
    }

    private static Verb Show(CommandHost host)
    {
        var id = host.Shared.Name("ID", "The run's name, its beginning, or 'latest'", Place.Runs);
        var verb = new Verb("show", "Show a run: parameters, steps, metrics and verdicts", "mlops runs show latest", "mlops runs show 20260131-1425") { id };
        host.Handle(verb, (call, _) => Task.FromResult(RunText.Show(RunLog.Of(call.Session.Workspace).Find(call.Get(id)!))));
        return verb;
    }
}
