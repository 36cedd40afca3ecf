using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs.Telemetry;

/// <summary>Runs as OpenTelemetry traces: one trace a run, one span for the run and one for each step, in OTLP's JSON encoding (an <c>ExportTraceServiceRequest</c>).</summary>
/// <remarks>
/// The encoding is that of the OTLP specification 1.x (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): ids in hexadecimal, 64-bit integers as texts, enumerations as numbers. Names of attributes follow
/// the semantic conventions for CI/CD and version control where they have one, and begin with <c>mlops.</c> otherwise. Ids come from the run's name, so that a run exported twice is one trace.
/// </remarks>
public static class OtlpTrace
{
    private const int Internal = 1;
    private const int Ok = 1;
    private const int Error = 2;

    /// <summary>The request that carries some runs, as one line of JSON.</summary>
    public static byte[] Write(params IReadOnlyList<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            foreach (var run in runs) WriteResource(json, run);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The trace's id of a run: 32 hexadecimal digits.</summary>
    public static string TraceId(string run) => Digest.Of(System.Text.Encoding.UTF8.GetBytes("trace\n" + run)).Hex[..32];

    /// <summary>The id of a step's span, or with null of the run's own: 16 hexadecimal digits.</summary>
    public static string SpanId(string run, string? step) => Digest.Of(System.Text.Encoding.UTF8.GetBytes($"span\n{run}\n{step}")).Hex[..16];

    private static void WriteResource(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartObject();
        json.WriteStartObject("resource");
        using (var attributes = new OtlpAttributes(json))
        {
            attributes.Text("service.name", "mlops");
            attributes.Text("telemetry.sdk.language", "dotnet");
            attributes.Text("process.runtime.name", ".NET");
            attributes.Text("process.runtime.version", run.Toolchain.StartsWith(".NET ", StringComparison.Ordinal) ? run.Toolchain[".NET ".Length..] : run.Toolchain);
            attributes.Text("mlops.machine.class", run.MachineClass);
            attributes.Text("vcs.ref.head.revision", run.Commit);
            attributes.Text("vcs.ref.head.name", run.Branch);
            attributes.Text("vcs.ref.type", run.Branch is null ? null : "branch");
        }

        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", "MLOpsBuild.Pipelines");
        json.WriteEndObject();
        json.WriteStartArray("spans");
        WriteRun(json, run);
        var makers = Makers(run);
        foreach (var step in run.Steps) WriteStep(json, run, step, makers);
        if (run.Failure is { Step: { } failed } && run.Steps.All(s => s.Name != failed)) WriteFailed(json, run, failed);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, RunRecord run)
    {
        Begin(json, run, null, run.Pipeline, run.Started, run.Started.AddSeconds(run.Seconds));
        using (var attributes = new OtlpAttributes(json))
        {
            attributes.Text("cicd.pipeline.name", run.Pipeline);
            attributes.Text("cicd.pipeline.run.id", run.Id);
            attributes.Text("cicd.pipeline.result", Result(run));
            attributes.Text("mlops.run.kind", run.Kind);
            attributes.Text("mlops.run.state", run.State.ToString().ToLowerInvariant());
            attributes.Truth("mlops.vcs.dirty", run.Dirty);
            attributes.Text("mlops.model", run.Model?.ToString());
            attributes.Text("mlops.package", run.Package?.ToString());
            attributes.Number("mlops.memory.peak_working_set", run.Memory?.PeakWorkingSet);
            attributes.Number("mlops.memory.allocated", run.Memory?.Allocated);
            foreach (var data in run.Data)
            {
                attributes.Text($"mlops.data.{data.Use}.dataset", data.Dataset);
                attributes.Text($"mlops.data.{data.Use}.window", data.Window);
                attributes.Texts($"mlops.data.{data.Use}.partitions", data.Partitions.Select(p => $"{p.Name}@{p.Digest}"));
            }

            foreach (var (name, value) in run.Parameters) attributes.Text($"mlops.parameter.{name}", value);
            foreach (var (name, metric) in run.Evaluation?.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).ToArray() ?? []) attributes.Number($"mlops.metric.{name}", metric.Value);
        }

        WriteVerdicts(json, run);
        Status(json, run.State switch { RunState.Finished => Ok, RunState.Failed => Error, _ => 0 }, run.Failure?.Message);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, RunRecord run, StepRun step, Dictionary<Digest, string> makers)
    {
        var begun = run.Started.AddSeconds(step.StartedAfter ?? 0);
        Begin(json, run, step.Name, step.Name, begun, begun.AddSeconds(step.Seconds));
        using (var attributes = new OtlpAttributes(json))
        {
            attributes.Text("cicd.pipeline.task.name", step.Name);
            attributes.Text("cicd.pipeline.task.run.id", $"{run.Id}/{step.Name}");
            attributes.Text("cicd.pipeline.task.run.result", "success");
            attributes.Truth("mlops.step.cached", step.Cached);
            attributes.Text("mlops.step.why", step.Why);
            attributes.Text("mlops.step.key", step.Key.ToString());
            attributes.Text("mlops.step.code", step.Code.ToString());
            attributes.Number("mlops.step.allocated", step.Allocated);
            foreach (var (name, value) in step.Parameters) attributes.Text($"mlops.step.parameter.{name}", value);
            foreach (var (name, digest) in step.Inputs) attributes.Text($"mlops.step.input.{name}", digest.ToString());
            foreach (var (name, digest) in step.Outputs) attributes.Text($"mlops.step.output.{name}", digest.ToString());
        }

        json.WriteStartArray("links");
        foreach (var maker in step.Inputs.Values.Select(d => makers.GetValueOrDefault(d)).OfType<string>().Where(m => m != step.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("traceId", TraceId(run.Id));
            json.WriteString("spanId", SpanId(run.Id, maker));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Status(json, Ok, null);
        json.WriteEndObject();
    }

    /// <summary>The step that threw has no times of its own: it ended with the run.</summary>
    private static void WriteFailed(Utf8JsonWriter json, RunRecord run, string step)
    {
        var end = run.Started.AddSeconds(run.Seconds);
        Begin(json, run, step, step, end, end);
        using (var attributes = new OtlpAttributes(json))
        {
            attributes.Text("cicd.pipeline.task.name", step);
            attributes.Text("cicd.pipeline.task.run.id", $"{run.Id}/{step}");
            attributes.Text("cicd.pipeline.task.run.result", "failure");
        }

        Status(json, Error, run.Failure!.Message);
        json.WriteEndObject();
    }

    private static void WriteVerdicts(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartArray("events");
        foreach (var verdict in run.Verdicts)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Nanoseconds(run.Started.AddSeconds(run.Seconds)));
            json.WriteString("name", "mlops.verdict");
            using (var attributes = new OtlpAttributes(json))
            {
                attributes.Text("mlops.gate", verdict.Gate);
                attributes.Text("mlops.verdict", verdict.Verdict.ToString().ToLowerInvariant());
                attributes.Text("mlops.summary", verdict.Summary);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter json, RunRecord run, string? step, string name, DateTimeOffset from, DateTimeOffset to)
    {
        json.WriteStartObject();
        json.WriteString("traceId", TraceId(run.Id));
        json.WriteString("spanId", SpanId(run.Id, step));
        if (step is not null) json.WriteString("parentSpanId", SpanId(run.Id, null));
        json.WriteString("name", name);
        json.WriteNumber("kind", Internal);
        json.WriteString("startTimeUnixNano", Nanoseconds(from));
        json.WriteString("endTimeUnixNano", Nanoseconds(to));
    }

    private static void Status(Utf8JsonWriter json, int code, string? message)
    {
        json.WriteStartObject("status");
        if (message is not null && code == Error) json.WriteString("message", message);
        if (code != 0) json.WriteNumber("code", code);
        json.WriteEndObject();
    }

    private static Dictionary<Digest, string> Makers(RunRecord run)
    {
        var makers = new Dictionary<Digest, string>();
        foreach (var step in run.Steps)
        {
            foreach (var output in step.Outputs.Values) makers.TryAdd(output, step.Name);
        }

        return makers;
    }

    /// <summary>The result as the semantic conventions name it. A gate that did not pass is a failure; what ended early is an error or a cancellation.</summary>
    private static string? Result(RunRecord run) => run.State switch
    {
        RunState.Failed => "error",
        RunState.Stopped => "cancellation",
        RunState.Unfinished => null,
        _ => run.Verdicts.All(v => v.Verdict == Verdict.Pass) ? "success" : "failure",
    };

    private static string Nanoseconds(DateTimeOffset moment) => ((moment.UtcTicks - DateTime.UnixEpoch.Ticks) * 100).ToString(CultureInfo.InvariantCulture);
}
