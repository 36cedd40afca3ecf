using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops score FILE</c>.</summary>
internal static class ScoreCommand
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file of records, oldest first" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out", HelpName = "FILE" };
        var verb = new Verb("score", "Add a model's scores to the records of a file", "mlops score records.csv > scored.csv", "mlops score records.csv --model 3f2a91 --output scored.csv") { file, output, host.Shared.Model, host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var path = call.PathOf(call.Get(file)!);
            if (!File.Exists(path)) return Reply.Failed(ExitCodes.Usage, $"{call.Get(file)} is not there.");
            var target = call.Get(output) is { } written ? call.PathOf(written) : null;
            var outcome = await call.WhileAsync("Scoring", () => call.Operations.Score(call.Session, path, call.Get(host.Shared.Model), target, stop)).ConfigureAwait(false);
            // The scores are the result: who asks for quiet still wants them.
            return Reply.Of(outcome) with { Essence = outcome.Lines };
        });
        return verb;
    }
}
