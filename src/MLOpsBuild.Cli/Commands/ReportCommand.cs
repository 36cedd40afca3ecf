using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops report</c>.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb("report", "Show the model report and write it as Markdown, HTML and text, running what it needs", "mlops report", "mlops report --pipeline NAME") { host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var session = call.Open(new SessionOptions { StepFinished = step => call.Note(RunText.Line(step)) }, call.Pipeline);
            var outcome = await call.WhileAsync("Writing the report", () => call.Operations.Report(session, stop)).ConfigureAwait(false);
            session.Finish();
            var reply = Reply.Of(outcome);
            return reply with { Body = [.. await TextAsync(session, stop).ConfigureAwait(false), .. reply.Body], Essence = session.ReportPath is { } path ? [path] : [] };
        });
        return verb;
    }

    private static async Task<IEnumerable<Block>> TextAsync(Session session, CancellationToken cancellationToken)
    {
        var file = Path.ChangeExtension(session.ReportPath, ".txt");
        return File.Exists(file) ? [new Lines([.. await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false), ""])] : [];
    }
}
