using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data compare</c>: whether the rows of one window can test what those of another train.</summary>
internal static class DataComparison
{
    public static Verb Create(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var training = new Option<string>("--training") { Description = "The rows to train with: a window", HelpName = "WINDOW", Required = true };
        var testing = new Option<string>("--testing") { Description = "The rows to test with: a window", HelpName = "WINDOW", Required = true };
        var index = Columns("--index", "The columns that tell whose row it is, such as a customer's number: the same one on both sides is a leak");
        var label = new Option<string?>("--label") { Description = "The column that is to be predicted", HelpName = "COLUMN" };
        var sample = Columns("--sample", "The columns that together make a sample, which must not be on both sides; all but index and time when left out");
        var warn = new Option<string[]>("--warn") { Description = $"Checks that only warn: {string.Join(", ", DatasetComparison.Checks)}", HelpName = "CHECK", AllowMultipleArgumentsPerToken = true };
        var verb = new Verb(
            "compare",
            "Judge whether a window can test what another trains: sizes, leaks, new values, drift; exits with 1 unless it can",
            "mlops data compare orders --training 2024-01..2024-03 --testing 2024-04",
            "mlops data compare orders --training 2024-01 --testing 2024-02 --index customer --label late --warn new-categories") { dataset, training, testing, index, label, sample, warn };
        host.Handle(verb, (call, stop) => call.WhileAsync("Comparing", () => Task.Run(() =>
        {
            var data = LockedData.Of(call.Session, call.Get(dataset)!);
            var options = new ComparisonOptions
            {
                Index = Known(data, Split(call.Get(index))),
                Label = call.Get(label) is { } name ? Known(data, [name])[0] : null,
                Time = data.Schema.Time,
                Sample = Known(data, Split(call.Get(sample))),
                NoFeatures = [.. data.Schema.Columns.Where(c => c.IsCalendar).Select(c => c.Name)],
                Warnings = Checks(Split(call.Get(warn))),
            };
            return Compare(call, data, (call.Get(training)!, call.Get(testing)!), options, stop);
        }, stop)));
        return verb;
    }

    private static Reply Compare(CommandCall call, LockedData data, (string Training, string Testing) windows, ComparisonOptions options, CancellationToken cancellationToken)
    {
        var (training, testing) = (Rows(call, data, windows.Training), Rows(call, data, windows.Testing));
        var result = DatasetComparison.Compare(training, testing, options, Environment.ProcessorCount, cancellationToken);
        var passes = result.Verdict == Verdict.Pass;
        var verdict = result.Verdict.ToString();
        return new Reply(
            new
            {
                dataset = data.Name,
                training = training.Window.ToString(),
                testing = testing.Window.ToString(),
                verdict = verdict.ToLowerInvariant(),
                summary = result.Summary,
                findings = result.Findings.Select(f => new { severity = Word(f.Severity), check = f.Rule, message = f.Message }),
            },
            new Lines([$"{verdict.ToUpperInvariant()}  {data.Name}: {result.Summary}", .. result.Findings.Select(f => $"  {Word(f.Severity),-8}{f.Rule}: {f.Message}")]))
        {
            ExitCode = passes ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = passes ? null : $"{testing.Window} cannot test what {training.Window} trains, or there is too little to tell.",
            Essence = [.. result.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Rule).Distinct()],
        };
    }

    private static ComparedRows Rows(CommandCall call, LockedData data, string text)
    {
        var window = LockedData.WindowOf(text);
        if (window.FirstDay is not null && data.Schema.Time is null) throw new ConfigurationException($"The window {window} is one of days, and the contract of {data.Name} names no time column.");
        return new ComparedRows(data.Schema, data.Dataset.Format, window, [.. data.In(window).Select(p => ($"{data.Name}/{p.Name}", (Func<Stream>)(() => Open(call, data, p))))]);
    }

    private static Stream Open(CommandCall call, LockedData data, Partition partition)
    {
        call.Note($"Reading {data.Name} {partition.Name}");
        return data.Open(partition);
    }

    private static Option<string[]> Columns(string name, string description) => new(name) { Description = description, HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };

    private static string[] Split(string[]? texts) => [.. (texts ?? []).SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries))];

    private static string[] Known(LockedData data, string[] names)
    {
        string[] known = [.. data.Schema.Columns.Select(c => c.Name)];
        return names.FirstOrDefault(n => !known.Contains(n)) is { } unknown ? throw new ConfigurationException($"{data.Name} has no column '{unknown}'. {NearestName.Hint(unknown, known)}") : names;
    }

    private static string[] Checks(string[] names) => names.FirstOrDefault(n => !DatasetComparison.Checks.Contains(n)) is { } unknown
        ? throw new ConfigurationException($"There is no check '{unknown}'. {NearestName.Hint(unknown, [.. DatasetComparison.Checks])}")
        : names;

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
