using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Tuning;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops tune</c>.</summary>
internal sealed class TuneCommand
{
    private readonly Argument<string?> _pipeline;
    private readonly Option<string?> _shard = new("--shard") { Description = "Run this part of the trials only, for example 2/4", HelpName = "I/N" };
    private readonly Option<int?> _trials = new("--trials") { Description = "The number of trials; that of search.json when left out", HelpName = "N" };
    private readonly Option<string?> _strategy = new("--strategy") { Description = $"How to choose them: {string.Join(", ", SearchFile.Strategies)}", HelpName = "NAME" };
    private readonly Option<double?> _minutes = new("--minutes") { Description = "Begin no trial after this long; what is found then depends on the machine", HelpName = "M" };
    private readonly Option<bool> _merge = new("--merge") { Description = "Run nothing; rank what shards have found" };
    private readonly Option<string[]> _results = new("--results") { Description = "Where shards on other machines put their results: a folder or oci://host/name; repeat for more", HelpName = "REFERENCE" };
    private readonly Option<bool> _apply = new("--apply") { Description = "Write the best parameters to parameters.json" };
    private readonly Option<string[]> _set = new("--set") { Description = "Change a parameter for all trials; repeat for more", HelpName = "NAME=VALUE" };
    private readonly Option<int> _threads = new("--threads") { Description = "Trials side by side; no result depends on it", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Run every trial again" };
    private readonly Option<int> _limit = new("--limit", "-n") { Description = "Show at most this many trials, the best first", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _emit = new("--emit") { Description = $"Run nothing; print a file that runs the search in shards: {string.Join(", ", TuningScripts.Kinds)}", HelpName = "KIND" };
    private readonly Option<int> _shards = new("--shards") { Description = "With --emit: how many shards", HelpName = "N", DefaultValueFactory = _ => 4 };
    private readonly Option<string?> _image = new("--image") { Description = "With --emit kubernetes: an image with the repository in /work", HelpName = "IMAGE" };

    private TuneCommand(CommandHost host)
    {
        _pipeline = host.Shared.PipelineArgument();
        _strategy.AcceptOnlyFromAmong([.. SearchFile.Strategies]);
        _emit.AcceptOnlyFromAmong([.. TuningScripts.Kinds]);
        AtLeastOne(_threads, _shards);
    }

    public static Command Create(CommandHost host)
    {
        var tune = new TuneCommand(host);
        var verb = new Verb(
            "tune",
            "Search a pipeline's parameters, as its search.json says, by the rows it trains on; what is known is not run again",
            "mlops tune",
            "mlops tune --trials 40 --strategy bayesian --apply",
            "mlops tune --shard 2/4 --results oci://registry.example/trials",
            "mlops tune --merge --results oci://registry.example/trials",
            "mlops tune --emit slurm --shards 8 > tune.sh")
        {
            tune._pipeline, tune._trials, tune._strategy, tune._minutes, tune._shard, tune._merge, tune._results, tune._apply, tune._set, tune._threads, tune._noCache, tune._limit, tune._emit, tune._shards, tune._image,
        };
        host.Handle(verb, tune.RunAsync);
        return verb;
    }

    private async Task<Reply> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var shard = call.Get(_shard) is { } text ? Shard.Parse(text) : Shard.Whole;
        if (Contradiction(call) is { } wrong) return Reply.Failed(ExitCodes.Usage, wrong);
        var session = call.Open(
            new SessionOptions { Overrides = call.Get(_set)!, Threads = call.Get(_threads), NoCache = call.Get(_noCache), StepFinished = step => call.Note(RunText.Line(step)) },
            call.Get(_pipeline));
        var search = Operations.Tuning.Open(session, Change(call));
        if (call.Get(_emit) is { } kind) return Emit(call, session, kind);
        if (await ReadyAsync(call, session, cancellationToken).ConfigureAwait(false) is { } failed) return failed;
        var result = await call.WhileAsync("Tuning", () => search.RunAsync(
            new PipelineSearchRequest
            {
                Shard = shard,
                OnlyKnown = call.Get(_merge),
                Remotes = Operations.Tuning.Remotes(session, call.Get(_results)!),
                Progress = trial => call.Note(TuneText.Line(trial, search.Plan)),
            },
            cancellationToken)).ConfigureAwait(false);
        var isWhole = shard == Shard.Whole && (result.Outcome.IsComplete || !call.Get(_merge));
        var applied = call.Get(_apply) && isWhole && result.Board.Best is { } best ? Operations.Tuning.Apply(session, best.Parameters) : null;
        var reply = TuneText.Found(session.Pipeline.Name, search.Plan, result, call.Get(_limit), applied);
        return isWhole || shard != Shard.Whole
            ? reply
            : reply with { ExitCode = ExitCodes.GateFailed, Error = $"{Operations.Tuning.Missing(result.Outcome.Missing)} Run their shards, or 'mlops tune {session.Pipeline.Name}' to run them here." };
    }

    private string? Contradiction(CommandCall call)
    {
        if (call.Has(_shard) && call.Get(_merge)) return "--shard runs a part and --merge runs nothing: give one of them.";
        if (call.Has(_shard) && call.Get(_apply)) return "--apply needs the whole search: run it with --merge when all shards are done.";
        if (call.Has(_emit) && (call.Has(_shard) || call.Get(_merge) || call.Get(_apply))) return "--emit only prints a file: leave --shard, --merge and --apply out.";
        return null;
    }

    private Func<SearchFile, SearchFile> Change(CommandCall call) => file => file with
    {
        Trials = call.Get(_trials) ?? file.Trials,
        Strategy = call.Get(_strategy) ?? file.Strategy,
        Minutes = call.Get(_minutes) ?? file.Minutes,
    };

    /// <summary>Fetches what is missing, and holds the data against their contract: nothing is trained on data that break it.</summary>
    private static async Task<Reply?> ReadyAsync(CommandCall call, Session session, CancellationToken cancellationToken)
    {
        var dataset = session.Run.Release.Features.Dataset;
        if (!dataset.Partitions.All(p => ChunkedFile.Contains(session.Workspace.Store, p.Digest)))
        {
            var pulled = await call.WhileAsync("Fetching data", () => call.Operations.Pull(session, cancellationToken)).ConfigureAwait(false);
            if (!pulled.IsPass) return Reply.Of(pulled);
        }

        if (dataset.Validations.Count == 0) return null;
        var valid = await call.WhileAsync("Validating", () => call.Operations.Validate(session, cancellationToken)).ConfigureAwait(false);
        return valid.IsPass ? null : Reply.Of(valid);
    }

    private Reply Emit(CommandCall call, Session session, string kind)
    {
        var (pipeline, shards) = (session.Pipeline.Name, call.Get(_shards));
        var arguments = Arguments(call, withResults: kind == "slurm");
        if (kind == "github" && shards > 256) return Reply.Failed(ExitCodes.Usage, $"--shards {shards}: a matrix of GitHub Actions has at most 256 jobs.");
        var results = call.Get(_results)!.FirstOrDefault();
        var image = call.Get(_image);
        if (kind == "kubernetes" && (image is null || results is null || !results.StartsWith("oci://", StringComparison.Ordinal)))
        {
            return Reply.Failed(ExitCodes.Usage, "--emit kubernetes needs --image IMAGE, with the repository in /work, and --results oci://host/name: pods share no disk.");
        }

        var text = kind switch
        {
            "slurm" => TuningScripts.Slurm(pipeline, shards, arguments),
            "github" => TuningScripts.GitHub(pipeline, shards, arguments),
            _ => TuningScripts.Kubernetes(pipeline, shards, arguments, image!, Operations.Tuning.Shell(results!)),
        };
        return new Reply(new { kind, pipeline, shards, text }, new Lines(text.TrimEnd('\n').Split('\n'))) { Essence = [text.TrimEnd('\n')] };
    }

    /// <summary>The options that decide the search, each with a blank before it: shards must all be given the same.</summary>
    private string Arguments(CommandCall call, bool withResults) => string.Concat(
        new[]
        {
            call.Get(_trials) is { } trials ? $"--trials {trials}" : null,
            call.Get(_strategy) is { } strategy ? $"--strategy {strategy}" : null,
            call.Get(_minutes) is { } minutes ? FormattableString.Invariant($"--minutes {minutes}") : null,
        }
        .Concat(call.Get(_set)!.Select(s => $"--set {Operations.Tuning.Shell(s)}"))
        .Concat(withResults ? call.Get(_results)!.Select(r => $"--results {Operations.Tuning.Shell(r)}") : [])
        .OfType<string>().Select(argument => " " + argument));

    private static void AtLeastOne(params IEnumerable<Option<int>> options)
    {
        foreach (var option in options)
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1) result.AddError($"{option.Name} {number}: at least 1 is needed.");
            });
        }
    }
}
