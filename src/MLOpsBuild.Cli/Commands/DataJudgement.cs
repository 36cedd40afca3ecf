using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Reports;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data validate</c>: holds locked partitions, or a file, against the contract.</summary>
internal static class DataJudgement
{
    private static readonly string[] Formats = ["text", "json", "junit"];
    private static readonly string[] Environments = ["training", "serving"];

    public static Verb Create(CommandHost host)
    {
        var source = host.Shared.Name("DATASET|FILE", "A dataset of data.lock.json, or a CSV file", Place.Datasets);
        var dataset = host.Shared.Names<string?>("--dataset", "Whose contract and past a file is held against; the only dataset when left out", "NAME", Place.Datasets);
        var format = new Option<string>("--format") { Description = "text, json or junit", HelpName = "FORMAT", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong(Formats);
        var environment = new Option<string>("--environment") { Description = "Where the rows come from: training or serving", HelpName = "NAME", DefaultValueFactory = _ => "training" }.AcceptOnlyFromAmong(Environments);
        var broken = new Option<string?>("--broken") { Description = "Write the rows that break a rule to this CSV file", HelpName = "FILE" };
        var max = new Option<int>("--max") { Description = "The most rows written there of a partition", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var asOf = new Option<string?>("--as-of") { Description = "The local time that freshness is measured from: 2024-06-01 or 2024-06-01T12:00", HelpName = "DATE" };
        var verb = new Verb(
            "validate",
            "Hold data against its contract; exits with 1 when it is broken",
            "mlops data validate orders",
            "mlops data validate incoming/2024-05.csv --dataset orders --broken broken.csv",
            "mlops data validate orders --format junit > validation.xml") { source, dataset, format, environment, broken, max, asOf };
        host.Handle(verb, (call, stop) => call.WhileAsync("Validating", () => Task.Run(() =>
        {
            var options = new ValidationOptions
            {
                Threads = Environment.ProcessorCount,
                Environment = call.Get(environment) == "serving" ? DataEnvironment.Serving : DataEnvironment.Training,
                AsOf = call.Get(asOf) is { } time ? TimeOf(time) : null,
                BrokenRows = call.Get(broken) is null ? 0 : Math.Max(1, call.Get(max)),
            };
            var reports = Judge(call, DataSource.Of(call, call.Get(source)!), call.Get(dataset), options, stop);
            if (call.Get(broken) is { } path) WriteBroken(call, path, reports);
            return ReplyFor(call.Get(source)!, reports, call.Get(format)!);
        }, stop)));
        return verb;
    }

    private static DateTime TimeOf(string text) => DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new ConfigurationException($"'{text}' is no date; write 2024-06-01 or 2024-06-01T12:00.");

    /// <summary>Each partition is judged with those before it as its past; a file with all that its name comes after.</summary>
    private static List<(string Name, ValidationReport Report)> Judge(CommandCall call, DataSource source, string? dataset, ValidationOptions options, CancellationToken cancellationToken)
    {
        var data = source.Data ?? DataSource.Contract(call, dataset);
        var reports = new List<(string, ValidationReport)>();
        if (source.File is { } path)
        {
            var stem = Path.GetFileName(path).Split('.')[0];
            Partition[] earlier = [.. data.Dataset.Partitions.Where(p => string.CompareOrdinal(p.Name, stem) < 0)];
            using var stream = source.Open();
            reports.Add((stem, Validator.Read(data.Schema, stream, Path.GetFileName(path), data.Profiles(earlier, cancellationToken), options with { Format = data.Dataset.Format }, cancellationToken)));
            return reports;
        }

        var past = new List<Profile>();
        foreach (var partition in data.In(Window.All))
        {
            call.Note($"Validating {data.Name} {partition.Name}");
            using var stream = data.Open(partition);
            var report = Validator.Read(data.Schema, stream, $"{data.Name}/{partition.Name}", past, options with { Format = data.Dataset.Format, Forced = partition.Forced }, cancellationToken);
            past.Add(report.Profile);
            reports.Add((partition.Name, report));
        }

        return reports;
    }

    private static void WriteBroken(CommandCall call, string path, List<(string Name, ValidationReport Report)> reports)
    {
        Table[] tables = [.. reports.Where(r => r.Report.BrokenRows is not null).Select(r => reports.Count == 1 ? r.Report.BrokenRows! : Named(r.Name, r.Report.BrokenRows!))];
        if (tables.Length == 0)
        {
            call.Note("No row breaks a rule, so none is written.");
            return;
        }

        DataSource.Write(call, path, force: true, stream => CsvWriter.Write(Table.Concat(tables), stream));
        call.Note($"{tables.Sum(t => t.RowCount)} rows that break a rule: {path}");
    }

    private static Table Named(string partition, Table rows) => new([TextColumn.Of("_partition", [.. Enumerable.Repeat(partition, rows.RowCount)]), .. rows.Columns]);

    private static Reply ReplyFor(string name, List<(string Name, ValidationReport Report)> reports, string format)
    {
        var passes = reports.TrueForAll(r => r.Report.Result.Verdict == Verdict.Pass);
        var text = format switch
        {
            "json" => reports.Count == 1 ? ValidationJson.Write(reports[0].Report) : $"[\n{string.Join(",\n", reports.Select(r => ValidationJson.Write(r.Report).TrimEnd()))}\n]\n",
            "junit" => reports.Count == 1 ? ValidationJUnit.Write(reports[0].Report) : Together(reports.Select(r => ValidationJUnit.Write(r.Report))),
            _ => string.Concat(reports.Select(r => ValidationText.Write(r.Report))),
        };
        var broken = reports.Where(r => r.Report.Result.Verdict != Verdict.Pass).ToArray();
        return new Reply(new { source = name, verdict = reports.Select(r => r.Report.Result.Verdict).OrderByDescending(Worse).First().ToString().ToLowerInvariant(), reports = reports.Select(r => JsonNode.Parse(ValidationJson.Write(r.Report))) }, new Lines(text.TrimEnd('\n')))
        {
            ExitCode = passes ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = passes ? null : $"{string.Join(", ", broken.Select(b => b.Name))} {(broken.Length == 1 ? "does" : "do")} not keep the contract.",
            Essence = [.. broken.Select(b => b.Name)],
        };
    }

    private static int Worse(Verdict verdict) => verdict switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 };

    /// <summary>The test suites of all partitions in one document.</summary>
    private static string Together(IEnumerable<string> documents)
    {
        var all = new XElement("testsuites", documents.SelectMany(d => XDocument.Parse(d).Root!.Elements()));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{all.ToString().ReplaceLineEndings("\n")}\n";
    }
}
