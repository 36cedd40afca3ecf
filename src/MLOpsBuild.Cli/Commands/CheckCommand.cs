using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Verdicts.Formats;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops check</c>.</summary>
internal sealed class CheckCommand
{
    private readonly Argument<string[]> _names;
    private readonly Option<bool> _list = new("--list") { Description = "List the checks with their settings and carry none out" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write the verdicts as JUnit XML", HelpName = "FILE" };
    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write the verdicts as SARIF 2.1.0", HelpName = "FILE" };
    private readonly Option<string?> _statements = new("--in-toto") { Description = "Write each verdict as an in-toto statement", HelpName = "FOLDER" };

    private CheckCommand(CommandHost host) =>
        _names = host.Shared.SeveralNames("CHECK", "Names of checks in gates.json; all when left out", Place.Checks);

    public static Command Create(CommandHost host)
    {
        var check = new CheckCommand(host);
        var verb = new Verb(
            "check",
            "Carry out the checks of gates.json, running what they need",
            "mlops check",
            "mlops check --list",
            "mlops check leakage parity --sarif checks.sarif --junit checks.xml") { check._names, host.Shared.Pipeline, check._list, check._junit, check._sarif, check._statements };
        host.Handle(verb, check.RunAsync);
        return verb;
    }

    private async Task<Reply> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var session = call.Open(new SessionOptions { StepFinished = step => call.Note(RunText.Line(step)) }, call.Pipeline);
        var gates = Checks.Of(session);
        var names = call.Get(_names)!;
        string[] unknown = [.. names.Where(name => gates.All(g => g.Name != name))];
        if (unknown.Length > 0) return Reply.Failed(ExitCodes.Usage, string.Join('\n', unknown.Select(name => $"{Checks.File(session)} has no check '{name}'. {NearestName.Hint(name, [.. gates.Select(g => g.Name)])}")));
        if (names.Length > 0) gates = [.. gates.Where(g => names.Contains(g.Name))];
        if (call.Get(_list)) return CheckText.List(Checks.File(session), gates);
        await RunCommand.FetchAsync(call, session, cancellationToken).ConfigureAwait(false);
        var outcome = await call.WhileAsync("Checking", () => Checks.Judge(session, gates, cancellationToken)).ConfigureAwait(false);
        Write(call, session);
        session.Finish();
        return CheckText.Judged(outcome, gates, session.Run);
    }

    private void Write(CommandCall call, Session session)
    {
        var verdicts = VerdictFiles.Set(session, session.Run);
        if (call.Get(_junit) is { } xml) VerdictFiles.WriteFile(call.PathOf(xml), JUnitXml.Write(verdicts));
        if (call.Get(_sarif) is { } log) VerdictFiles.WriteFile(call.PathOf(log), SarifLog.Write(verdicts));
        if (call.Get(_statements) is { } folder) VerdictFiles.WriteStatements(session, session.Run, call.PathOf(folder));
    }
}
