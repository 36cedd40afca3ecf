using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace MLOpsBuild.Content;

/// <summary>Turns answers that mean no into words that say what to do.</summary>
internal static class RegistryErrors
{
    public const string AnswerRefused = "ANSWER_REFUSED";
    private const int MaxBody = 64 * 1024;
    private const int MaxWords = 300;

    /// <summary>The exception for an answer; its body is read as far as it may be.</summary>
    public static async Task<RegistryException> OfAsync(RegistryReference reference, HttpResponseMessage response, string doing, TimeProvider time, CancellationToken cancellationToken)
    {
        var (code, words) = Read(await BodyAsync(reference, response, time, cancellationToken).ConfigureAwait(false));
        var said = words.Length == 0 ? "" : $" It says: {words}";
        return new RegistryException(reference.Host, (int)response.StatusCode, code, $"{reference.Host} answered {(int)response.StatusCode} ({code}) on {doing} in {reference.Name}.{said} {Advice(reference, response.StatusCode)}".TrimEnd())
        {
            IsPassing = Retries.IsPassing((int)response.StatusCode),
            Wait = new Retries(time).WaitAfter(response),
        };
    }

    public static RegistryException Refused(RegistryReference reference, string code, string words) => new(reference.Host, null, code, words);

    /// <summary>No answer came. One that broke off may come the next time; a name that is unknown and a certificate that is not trusted stay so.</summary>
    public static RegistryException Unreachable(RegistryReference reference, HttpRequestException problem)
    {
        var cause = problem.InnerException;
        var why = cause is not null and not HttpRequestException ? $"{problem.Message.TrimEnd('.')} ({cause.Message.TrimEnd('.')})" : problem.Message.TrimEnd('.');
        var advice = cause is AuthenticationException
            ? "If its certificate is signed by an authority of your own, name that authority's PEM file as 'certificateAuthority'; then run the command again."
            : "Check the host's name, the network and, behind one, the proxy's settings; then run the command again.";
        return new RegistryException(reference.Host, null, "UNREACHABLE", $"{reference.Host} cannot be reached: {why}. {advice}", problem) { IsPassing = IsPassing(problem) };
    }

    /// <summary>The connection broke off or went silent; what was under way may be tried again.</summary>
    public static RegistryException Cut(RegistryReference reference, string why, Exception? inner = null) =>
        new(reference.Host, null, "UNREACHABLE", $"{reference.Host} cannot be reached: {why}. Check the network and, behind one, the proxy's settings; then run the command again.", inner) { IsPassing = true };

    private static bool IsPassing(HttpRequestException problem) => problem.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.ProxyTunnelError or HttpRequestError.UserAuthenticationError => false,
        HttpRequestError.SecureConnectionError => problem.InnerException is IOException,
        HttpRequestError.ConnectionError => problem.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted },
        _ => true,
    };

    private static async Task<byte[]> BodyAsync(RegistryReference reference, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedBody.ReadUpToAsync(reference, response, MaxBody, time, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException)
        {
            return []; // the status says enough
        }
    }

    private static string Advice(RegistryReference reference, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"Log in with 'docker login {reference.Host}' and run the command again.",
        HttpStatusCode.Forbidden => $"The user may not do this: ask the owner of {reference.Name} for the right, or log in as another user.",
        HttpStatusCode.NotFound => $"Check the name in {reference}; some registries want a repository to be created first.",
        HttpStatusCode.RequestEntityTooLarge => "The registry, or a proxy before it, limits the size of uploads: raise that limit.",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => "It is overloaded or limits how often it is asked: run the command again later; what was sent is kept.",
        >= HttpStatusCode.InternalServerError => "The fault is the registry's: run the command again later; what was sent is kept.",
        _ => "",
    };

    private static (string Code, string Words) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errors", out var errors)
                && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object)
            {
                return (Text(errors[0], "code") is { Length: > 0 } code ? code : "UNKNOWN", Text(errors[0], "message"));
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: there are no words to pass on.
        }

        return ("UNKNOWN", "");
    }

    /// <summary>A server's text goes to a terminal: without control characters, and not for ever.</summary>
    private static string Text(JsonElement error, string name)
    {
        var text = error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length <= MaxWords ? clean : string.Concat(clean.AsSpan(0, MaxWords), "…");
    }
}
