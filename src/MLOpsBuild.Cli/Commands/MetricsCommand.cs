using MLOpsBuild.Pipelines.Runs;
using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops metrics …</c>.</summary>
internal static class MetricsCommand
{
    public static Command Create(CommandHost host) => new Verb("metrics", "Accepted and measured metrics") { Show(host), Accept(host), MetricsChanges.Create(host) };

    private static Verb Show(CommandHost host)
    {
        var verb = new Verb("show", "Show the accepted metrics beside those of the newest run", "mlops metrics show", "mlops metrics show --json | jq '.result.metrics[] | select(.slice == \"\")'") { host.Shared.Pipeline };
        host.Handle(verb, (call, _) =>
        {
            var session = call.Session;
            var newest = RunLog.Of(session.Workspace).All().FirstOrDefault(r => r.Kind is null && r.Pipeline == session.Pipeline.Name && r.Evaluation is not null);
            return Task.FromResult(MetricsText.Show(session.Pipeline.Name, MetricsAcceptance.Accepted(session), newest));
        });
        return verb;
    }

    private static Verb Accept(CommandHost host)
    {
        var allow = new Option<string[]>("--allow-loss") { Description = "Metrics that may get worse, each named", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var verb = new Verb(
            "accept",
            "Run as far as needed and take the metrics as the accepted ones; a loss is refused unless it is named",
            "mlops metrics accept",
            "mlops metrics accept --allow-loss auc 'auc at size>=2000'") { allow, host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var session = call.Open(new SessionOptions { StepFinished = step => call.Note(RunText.Line(step)) }, call.Pipeline);
            var outcome = await call.WhileAsync("Accepting metrics", () => call.Operations.Accept(session, call.Get(allow)!, stop)).ConfigureAwait(false);
            session.Finish();
            return Reply.Of(outcome);
        });
        return verb;
    }
}
