using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MLOpsBuild.Pipelines.Runs.Telemetry;

/// <summary>What a collector made of a request.</summary>
/// <param name="Rejected">Spans that it refused for good; sending them again would not help.</param>
/// <param name="Message">What it said; null for nothing.</param>
public sealed record OtlpAnswer(long Rejected, string? Message);

/// <summary>How traces are sent.</summary>
public sealed record OtlpOptions
{
    /// <summary>Where to: the whole address, with <c>/v1/traces</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Further headers, such as an authorisation. They are never shown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How often a request is tried in all; at least 1.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait before the second try, doubled for each next one. A collector's own <c>Retry-After</c> counts instead, up to a minute.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The address for traces below a collector's base address, as the specification forms it: <c>http://127.0.0.1:4318</c> gives <c>http://127.0.0.1:4318/v1/traces</c>.</summary>
    public static Uri Below(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + "/v1/traces" }.Uri;
    }
}

/// <summary>Sends traces to a collector over OTLP/HTTP.</summary>
/// <remarks>As the specification asks: 429, 502, 503, 504 and a broken connection are tried again with growing waits, any other refusal is final, and what an accepted request says of refused spans is handed on and not tried again.</remarks>
public static class OtlpExporter
{
    private const int LongestMessage = 400;
    private const int LongestAnswer = 1 << 16;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Sends one request.</summary>
    /// <param name="http">The client; not disposed.</param>
    /// <param name="request">What <see cref="OtlpTrace.Write"/> gave.</param>
    /// <param name="options">Where to, and how often.</param>
    /// <param name="cancellationToken">Stops between and during tries.</param>
    /// <exception cref="HttpRequestException">The collector refused it, or was not there however often it was tried.</exception>
    public static async Task<OtlpAnswer> SendAsync(HttpClient http, byte[] request, OtlpOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        for (var attempt = 1; ; attempt++)
        {
            var wait = options.FirstWait * (1 << Math.Min(attempt - 1, 16));
            try
            {
                using var message = Message(request, options);
                using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode) return Answer(answer);
                if (!IsPassing(response.StatusCode) || attempt == options.Attempts) throw Refused(options, response.StatusCode, answer, attempt);
                wait = After(response.Headers.RetryAfter, options.Time) ?? wait;
            }
            catch (HttpRequestException problem) when (problem.StatusCode is null)
            {
                if (attempt == options.Attempts) throw Unreached(options, problem.Message, attempt, problem);
            }
            catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
            {
                // The client's own time limit.
                if (attempt == options.Attempts) throw Unreached(options, "no answer in time", attempt, problem);
            }

            await Task.Delay(wait < LongestWait ? wait : LongestWait, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage Message(byte[] request, OtlpOptions options)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, options.Address) { Content = new ByteArrayContent(request) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in options.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? After(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait is { } positive && positive >= TimeSpan.Zero ? positive : null;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return bytes[..read];
    }

    /// <summary>An answer in another encoding than JSON says nothing that could be read, and an accepted request is accepted.</summary>
    private static OtlpAnswer Answer(byte[] bytes)
    {
        try
        {
            using var answer = JsonDocument.Parse(bytes);
            if (answer.RootElement.ValueKind != JsonValueKind.Object || !answer.RootElement.TryGetProperty("partialSuccess", out var partial) || partial.ValueKind != JsonValueKind.Object) return new OtlpAnswer(0, null);
            var message = partial.TryGetProperty("errorMessage", out var said) && said.ValueKind == JsonValueKind.String && said.GetString() is { Length: > 0 } text ? Short(text) : null;
            return new OtlpAnswer(partial.TryGetProperty("rejectedSpans", out var spans) ? Count(spans) : 0, message);
        }
        catch (JsonException)
        {
            return new OtlpAnswer(0, null);
        }
    }

    /// <summary>64-bit integers are texts in OTLP; some collectors write them as numbers.</summary>
    private static long Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    private static HttpRequestException Unreached(OtlpOptions options, string problem, int attempts, Exception cause) =>
        new($"{Place(options)} was not reached in {attempts} {(attempts == 1 ? "try" : "tries")}: {Short(problem)}.", cause);

    /// <summary>The address without a password that may stand in it.</summary>
    private static string Place(OtlpOptions options) => $"{options.Address.Scheme}://{options.Address.Authority}{options.Address.AbsolutePath}";

    private static HttpRequestException Refused(OtlpOptions options, HttpStatusCode status, byte[] answer, int attempts)
    {
        var said = Said(answer);
        var tries = attempts > 1 ? $" after {attempts} tries" : "";
        return new HttpRequestException($"{Place(options)} answered {(int)status} {status}{tries}{(said.Length == 0 ? "" : $": {said}")}.", null, status);
    }

    private static string Said(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message) && message.GetString() is { } text) return Short(text);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No Status message in JSON: its text may do.
        }

        return Short(System.Text.Encoding.UTF8.GetString(answer));
    }

    private static string Short(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.') is var line && line.Length > LongestMessage ? line[..LongestMessage] + "…" : line;
}
