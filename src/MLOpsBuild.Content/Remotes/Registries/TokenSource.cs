using System.Net.Http.Headers;
using System.Text.Json;

namespace MLOpsBuild.Content;

/// <summary>Gets bearer tokens by the distribution project's token protocol: a GET with the password or with nothing, a POST with an identity token.</summary>
/// <remarks>The place that gives out tokens may be another host, as at Docker Hub and GitLab: the registry itself, over HTTPS, names it. Redirects are not followed there.</remarks>
internal sealed class TokenSource(RegistryReference reference, TimeProvider time, Func<HttpRequestMessage, TimeSpan, CancellationToken, Task<HttpResponseMessage>> send)
{
    private const int MaxToken = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly Retries _retries = new(time);

    /// <summary>A token; null when the place refuses one.</summary>
    public async Task<RegistryAuthorization.Accepted?> GetAsync(Challenge challenge, IReadOnlyList<string> scopes, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        var realm = Realm(challenge);
        var begun = time.GetUtcNow();
        using var response = await _retries.AskAsync(() => AskAsync(realm, Parameters(challenge, scopes), credentials, cancellationToken), cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode is 401 or 403) return null;
        if (!response.IsSuccessStatusCode) throw await RegistryErrors.OfAsync(reference, response, $"asking {realm.Host} for a token", time, cancellationToken).ConfigureAwait(false);
        var body = await BoundedBody.ReadAsync(response, MaxToken, "The answer with the token", cancellationToken).ConfigureAwait(false);
        var (token, seconds) = Token(body, realm);
        // One tenth earlier than it expires, for the way there and for clocks that do not agree.
        DateTimeOffset? until = seconds is { } s ? begun + TimeSpan.FromSeconds(s * 0.9) : null;
        return new RegistryAuthorization.Accepted(new AuthenticationHeaderValue("Bearer", token), challenge, until);
    }

    private async Task<HttpResponseMessage> AskAsync(Uri realm, List<KeyValuePair<string, string>> parameters, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        using var message = credentials?.IdentityToken is { } identity ? Exchange(realm, parameters, identity) : Ask(realm, parameters);
        message.Headers.Authorization = RegistryAuthorization.Basic(credentials);
        var response = await send(message, Patience, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.IsSuccessStatusCode) await BoundedBody.KeepAsync(reference, response, MaxToken, time, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static HttpRequestMessage Ask(Uri realm, List<KeyValuePair<string, string>> parameters)
    {
        var query = string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query }.Uri);
    }

    private static HttpRequestMessage Exchange(Uri realm, List<KeyValuePair<string, string>> parameters, string identity) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"), new("client_id", "mlopsbuild"), new("refresh_token", identity),
            .. parameters.Where(p => p.Key != "scope"),
            new("scope", string.Join(' ', parameters.Where(p => p.Key == "scope").Select(p => p.Value))),
        ]),
    };

    /// <summary>The service, and the scope that the registry names for this repository with those that it may not know of.</summary>
    private static List<KeyValuePair<string, string>> Parameters(Challenge challenge, IReadOnlyList<string> scopes)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        if (challenge.Parameters.GetValueOrDefault("service") is { Length: > 0 } service) parameters.Add(new("service", service));
        var named = (challenge.Parameters.GetValueOrDefault("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = named.Length == 0 ? scopes : [.. named, .. scopes.Where(s => !named.Any(n => n.StartsWith(s[..(s.LastIndexOf(':') + 1)], StringComparison.Ordinal)))];
        parameters.AddRange(wanted.Select(s => new KeyValuePair<string, string>("scope", s)));
        return parameters;
    }

    private Uri Realm(Challenge challenge)
    {
        var text = challenge.Parameters.GetValueOrDefault("realm") ?? "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var realm) && realm.UserInfo.Length == 0 && Redirects.MaySpeak(reference.Origin, realm)) return realm;
        throw RegistryErrors.Refused(reference, "ANSWER_REFUSED", $"{reference.Host} sends for a token to '{Plain.Line(text)}', which is not an HTTPS address; no credentials were sent there.");
    }

    private (string Token, int? Seconds) Token(byte[] body, Uri realm)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && (Text(root, "token") ?? Text(root, "access_token")) is { } token)
            {
                return (token, root.TryGetProperty("expires_in", out var expires) && expires.ValueKind == JsonValueKind.Number && expires.TryGetInt32(out var seconds) && seconds > 0 ? seconds : null);
            }
        }
        catch (JsonException)
        {
            // Said below: there is no token in it.
        }

        throw RegistryErrors.Refused(reference, "ANSWER_REFUSED", $"{realm.Host}, which {reference.Host} names for tokens, answered without a token.");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.All(c => c is > ' ' and <= '~') ? text : null;
}
