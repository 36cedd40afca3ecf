using System.Globalization;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs.Telemetry;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Where traces go, from the option and the environment variables that all OpenTelemetry exporters read.</summary>
/// <param name="Options">The address, the headers and the tries.</param>
/// <param name="Timeout">How long one answer may take.</param>
internal sealed record CollectorSettings(OtlpOptions Options, TimeSpan Timeout)
{
    private const string Default = "http://localhost:4318";

    /// <summary>Reads the settings: <c>--endpoint</c> counts before <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> (a whole address) and <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (to which <c>/v1/traces</c> is added, as to the option).</summary>
    /// <exception cref="ConfigurationException">An address or the headers cannot be understood; values of headers are not shown.</exception>
    public static CollectorSettings Of(string? endpoint, Func<string, string?> variable, TimeProvider time)
    {
        string? Set(string name) => variable(name) is { } text && text.Trim() is { Length: > 0 } value ? value : null;
        var whole = endpoint is null ? Set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") : null;
        var address = whole is not null
            ? Parse("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", whole)
            : OtlpOptions.Below(endpoint is not null ? Parse("--endpoint", endpoint) : Parse("OTEL_EXPORTER_OTLP_ENDPOINT", Set("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Default));
        var name = Set("OTEL_EXPORTER_OTLP_TRACES_HEADERS") is null ? "OTEL_EXPORTER_OTLP_HEADERS" : "OTEL_EXPORTER_OTLP_TRACES_HEADERS";
        var limit = Set("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT") ?? Set("OTEL_EXPORTER_OTLP_TIMEOUT");
        return new CollectorSettings(new OtlpOptions { Address = address, Headers = [.. Headers(name, Set(name))], Time = time }, TimeSpan.FromMilliseconds(Milliseconds(limit)));
    }

    private static Uri Parse(string where, string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new ConfigurationException($"{where}: expected an address such as {Default}, with http or https.");

    /// <summary>As the specification writes them: <c>name=value</c>, parted by commas, values percent-encoded.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Headers(string where, string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new ConfigurationException($"{where}: expected name=value, parted by commas.");
            yield return KeyValuePair.Create(part[..equals].Trim(), Uri.UnescapeDataString(part[(equals + 1)..].Trim()));
        }
    }

    private static double Milliseconds(string? text) => text is null ? 10_000
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ConfigurationException("OTEL_EXPORTER_OTLP_TIMEOUT: expected milliseconds, at least 1.");
}
