using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Reporting.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data drift</c>: how far a window's rows have moved from those of another.</summary>
internal static class DataDrift
{
    private static readonly string[] Presets = ["blocks", "evidently"];

    public static Verb Create(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var reference = new Option<string>("--reference") { Description = "The rows to compare with: a window", HelpName = "WINDOW", Required = true };
        var current = new Option<string>("--current") { Description = "The rows to judge: a window", HelpName = "WINDOW", Required = true };
        var preset = new Option<string>("--preset") { Description = "Whose rules decide: blocks, or evidently for that tool's defaults", HelpName = "NAME", DefaultValueFactory = _ => "blocks" }.AcceptOnlyFromAmong(Presets);
        var method = new Option<string[]>("--method") { Description = $"With preset evidently, the method of all columns, or of one: psi, or COLUMN=psi. There are {string.Join(", ", EvidentlyMethods.ByName.Keys)}", HelpName = "METHOD", AllowMultipleArgumentsPerToken = true };
        var columns = new Option<string[]>("--columns") { Description = "Only these columns; those of role calendar are left out unless named", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var margin = new Option<string[]>("--margin") { Description = "The smallest effect that matters, as a share of rows: 0.05, or COLUMN=0.1 for one column", HelpName = "SHARE", AllowMultipleArgumentsPerToken = true };
        var html = new Option<string?>("--html") { Description = "Write a page with charts, one file that loads nothing", HelpName = "FILE" };
        var verb = new Verb(
            "drift",
            "Judge by size of effect whether columns have drifted; exits with 1 unless none has",
            "mlops data drift orders --reference 2024-01..2024-03 --current 2024-04",
            "mlops data drift orders --reference 2024-01 --current 2024-02 --margin 0.1 size=0.2 --html drift.html",
            "mlops data drift orders --reference 2024-01 --current 2024-02 --preset evidently --method size=psi") { dataset, reference, current, preset, method, columns, margin, html };
        host.Handle(verb, (call, stop) => call.WhileAsync("Comparing", () => Task.Run(() =>
        {
            var data = LockedData.Of(call.Session, call.Get(dataset)!);
            var options = Methods(data, call.Get(method) ?? [], Margins(data, call.Get(margin) ?? [], new DriftOptions
            {
                Time = data.Schema.Time,
                Preset = call.Get(preset) == "evidently" ? DriftPreset.Evidently : DriftPreset.Blocks,
                Columns = call.Get(columns) is { Length: > 0 } named
                    ? Known(data, [.. named.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries))])
                    : [.. data.Schema.Columns.Where(c => !c.IsCalendar && c.Type != ColumnType.Time).Select(c => c.Name)],
            }));
            return Compare(call, data, (call.Get(reference)!, call.Get(current)!), options, call.Get(html), stop);
        }, stop)));
        return verb;
    }

    private static Reply Compare(CommandCall call, LockedData data, (string Reference, string Current) windows, DriftOptions options, string? html, CancellationToken cancellationToken)
    {
        var (reference, current) = (LockedData.WindowOf(windows.Reference), LockedData.WindowOf(windows.Current));
        DriftReport report;
        if (options.Preset == DriftPreset.Evidently)
        {
            report = Drift.Compare(data.Rows(reference), data.Rows(current), options);
        }
        else
        {
            var bins = DriftBins.Of(data.ProfileOf(reference, cancellationToken), options);
            report = Drift.Compare(data.Histograms(reference, bins, cancellationToken), data.Histograms(current, bins, cancellationToken), options);
        }

        if (html is not null) DataSource.Write(call, html, force: true, stream => stream.Write(Encoding.UTF8.GetBytes(DriftPage.Write($"{data.Name}: {current} against {reference}", report))));
        var passes = report.Verdict == Verdict.Pass;
        return new Reply(
            new { dataset = data.Name, reference = reference.ToString(), current = current.ToString(), html, report = JsonNode.Parse(report.ToJson()) },
            new Lines([$"{Word(report.Verdict)}: {report.ToLines()[0]}", .. report.ToLines().Skip(1)]))
        {
            ExitCode = passes ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = passes ? null : string.Join(Environment.NewLine, report.ToGateResult().Findings.Select(f => f.Message)),
            Notes = html is null ? [] : [$"The page: {html}"],
            Essence = [.. report.Columns.Where(c => c.Verdict != Verdict.Pass).Select(c => $"{Word(c.Verdict)} {c.Column}")],
        };
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string[] Known(LockedData data, string[] names)
    {
        string[] known = [.. data.Schema.Columns.Select(c => c.Name)];
        return names.FirstOrDefault(n => !known.Contains(n)) is { } unknown ? throw new ConfigurationException($"{data.Name} has no column '{unknown}'. {NearestName.Hint(unknown, known)}") : names;
    }

    private static DriftOptions Methods(LockedData data, string[] texts, DriftOptions options)
    {
        if (texts.Length > 0 && options.Preset != DriftPreset.Evidently) throw new ConfigurationException("--method belongs to --preset evidently; the preset 'blocks' has one effect for each type of column.");
        var methods = new Dictionary<string, EvidentlyMethod>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            if (!EvidentlyMethods.ByName.TryGetValue(text[(at + 1)..], out var method))
                throw new ConfigurationException($"'{text[(at + 1)..]}' is no method of the preset evidently. {NearestName.Hint(text[(at + 1)..], [.. EvidentlyMethods.ByName.Keys])}");
            if (at < 0) options = options with { EvidentlyMethod = method };
            else methods[Known(data, [text[..at]])[0]] = method;
        }

        return options with { EvidentlyMethods = methods };
    }

    private static DriftOptions Margins(LockedData data, string[] texts, DriftOptions options)
    {
        var margins = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            if (!double.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is <= 0 or >= 1)
                throw new ConfigurationException($"'{text}' is no margin: write a share of rows above 0 and below 1, such as 0.05 or COLUMN=0.1.");
            if (at < 0) options = options with { Margin = share };
            else margins[Known(data, [text[..at]])[0]] = share;
        }

        return options with { Margins = margins };
    }
}
