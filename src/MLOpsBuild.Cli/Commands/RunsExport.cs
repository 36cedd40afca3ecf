using System.CommandLine;
using System.Text;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Telemetry;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops runs export</c>: records as JSON lines, or as OpenTelemetry traces to a file or a collector.</summary>
internal sealed class RunsExport
{
    private const string StandardOutput = "-";
    private readonly Argument<string[]> _ids;
    private readonly Option<bool> _lines = new("--jsonl") { Description = "Whole records as JSON lines: what is written when nothing else is asked for" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file for the JSON lines; standard output when left out", HelpName = "FILE" };
    private readonly Option<string?> _otlp = new("--otlp") { Description = "Write OpenTelemetry traces, one request a line, to a file, or with - to standard output", HelpName = "FILE" };
    private readonly Option<bool> _send = new("--send") { Description = "Send OpenTelemetry traces to the collector of OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 when that is not set" };
    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Send OpenTelemetry traces to this collector, over HTTP below /v1/traces", HelpName = "URL" };
    private readonly RunsOptions _options;

    private RunsExport(CommandHost host)
    {
        _options = new RunsOptions(host);
        _ids = new Argument<string[]>("ID") { Description = "The runs: their names, beginnings, 'latest', or 'latest~1' for the one before; all of them when left out", HelpName = "ID", Arity = ArgumentArity.ZeroOrMore };
        _ids.CompletionSources.Add(_ => Place.FindRoot(host.Settings.Folder) is { } root ? Place.Runs(root) : []);
    }

    public static Verb Create(CommandHost host)
    {
        var export = new RunsExport(host);
        var verb = new Verb(
            "export",
            "Write runs as JSON lines, or as OpenTelemetry traces to a file or a collector",
            "mlops runs export --jsonl > runs.jsonl",
            "mlops runs export --where \"auc > 0.8\" --output runs.jsonl",
            "mlops runs export latest --otlp trace.json",
            "mlops runs export latest --endpoint http://127.0.0.1:4318") { export._ids, export._lines, export._output, export._otlp, export._send, export._endpoint, export._options.Where, host.Shared.Pipeline };
        host.Handle(verb, (call, stop) => call.WhileAsync("Exporting", () => export.ExportAsync(call, stop)));
        return verb;
    }

    private async Task<Reply> ExportAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var sends = call.Get(_send) || call.Get(_endpoint) is not null;
        var otlp = call.Get(_otlp);
        if (call.Get(_lines) && (sends || otlp is not null)) throw new ConfigurationException("--jsonl, --otlp and --send are three ways out: give one of them, or --otlp with --send.");
        var target = otlp ?? (sends ? null : call.Get(_output) ?? StandardOutput);
        if (call.IsJson && target == StandardOutput) throw new ConfigurationException("--json prints one document, and there would be two: give a file, with --output or --otlp.");
        var (log, ids) = Chosen(call);
        if (target is not null) Write(call, target, log, ids, otlp is null ? RunJson.WriteLine : run => OtlpTrace.Write(run), cancellationToken);
        var answer = sends ? await SendAsync(call, log, ids, cancellationToken).ConfigureAwait(false) : null;
        return Reply(ids, target, answer);
    }

    private (RunLog Log, IReadOnlyList<string> Ids) Chosen(CommandCall call)
    {
        var log = RunLog.Of(call.Session.Workspace);
        if (call.Get(_ids) is { Length: > 0 } named)
        {
            if (call.Get(_options.Where) is not null) throw new ConfigurationException("Name runs, or give --where: both would say which ones.");
            return (log, [.. named.Select(log.Resolve).Distinct()]);
        }

        return (log, [.. RunSelection.Read(call.Session.Workspace, call.Pipeline).Where(call.Get(_options.Where)).Select(r => r.Id)]);
    }

    /// <summary>Line by line: all records together may be larger than memory.</summary>
    private static void Write(CommandCall call, string target, RunLog log, IReadOnlyList<string> ids, Func<RunRecord, byte[]> form, CancellationToken cancellationToken)
    {
        void Each(Action<byte[]> write)
        {
            foreach (var id in ids)
            {
                cancellationToken.ThrowIfCancellationRequested();
                write(form(log.Find(id)));
            }
        }

        if (target == StandardOutput) Each(line => call.Settings.Terminal.WriteLine(Encoding.UTF8.GetString(line)));
        else
        {
            DataSource.Write(call, target, force: true, stream => Each(line =>
            {
                stream.Write(line);
                stream.Write("\n"u8);
            }));
        }
    }

    private async Task<OtlpAnswer> SendAsync(CommandCall call, RunLog log, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var collector = CollectorSettings.Of(call.Get(_endpoint), call.Settings.Variable, call.Settings.Time);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = collector.Timeout };
        var all = new OtlpAnswer(0, null);
        foreach (var id in ids)
        {
            var answer = await OtlpExporter.SendAsync(http, OtlpTrace.Write(log.Find(id)), collector.Options, cancellationToken).ConfigureAwait(false);
            all = new OtlpAnswer(all.Rejected + answer.Rejected, answer.Message ?? all.Message);
        }

        return all;
    }

    private static Reply Reply(IReadOnlyList<string> ids, string? target, OtlpAnswer? answer)
    {
        var reply = new Reply(new { runs = ids.Count, file = target, sent = answer is not null, rejectedSpans = answer?.Rejected, answer?.Message }) { Essence = target is null or StandardOutput ? [] : [target] };
        if (answer is { Rejected: > 0 }) return reply with { ExitCode = ExitCodes.EnvironmentFailed, Error = $"The collector took the traces but refused {Texts.Plural((int)Math.Min(int.MaxValue, answer.Rejected), "span")}{(answer.Message is { } why ? $": {why}" : "")}." };
        return reply with
        {
            Notes =
            [
                .. target is null or StandardOutput ? (string[])[] : [$"{Texts.Plural(ids.Count, "run")}: {target}"],
                .. answer is null ? (string[])[] : [$"{Texts.Plural(ids.Count, "run")} sent.{(answer.Message is { } said ? $" The collector says: {said}" : "")}"],
            ],
        };
    }
}
