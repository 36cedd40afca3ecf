using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops report</c>.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb("report", "Write the model report as Markdown and HTML, running what it needs", "mlops report", "mlops report --pipeline NAME") { host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var session = call.Open(new SessionOptions { StepFinished = step => call.Note(RunText.Line(step)) }, call.Pipeline);
            var outcome = await call.WhileAsync("Writing the report", () => call.Operations.Report(session, stop)).ConfigureAwait(false);
            session.Finish();
            return Reply.Of(outcome) with { Essence = session.ReportPath is { } path ? [path] : [] };
        });
        return verb;
    }
}
