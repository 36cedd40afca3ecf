using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Content;

/// <summary>Answers a registry's challenges: basic credentials, or a token fetched from where the registry says, with credentials or anonymously.</summary>
/// <remarks>The place that gives out tokens may be another host, as at Docker Hub and GitLab: the registry itself, over HTTPS, names it. Redirects are not followed there.</remarks>
internal sealed class RegistryAuthorization
{
    private const int MaxToken = 64 * 1024;
    private readonly RegistryReference _reference;
    private readonly Func<string, RegistryCredentials?> _credentials;
    private readonly Func<HttpRequestMessage, TimeSpan, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly ConcurrentDictionary<bool, AuthenticationHeaderValue> _byAccess = new();

    public RegistryAuthorization(RegistryReference reference, Func<string, RegistryCredentials?> credentials, Func<HttpRequestMessage, TimeSpan, CancellationToken, Task<HttpResponseMessage>> send)
    {
        _reference = reference;
        _credentials = credentials;
        _send = send;
    }

    /// <summary>What was accepted for this access before; null for nothing.</summary>
    public AuthenticationHeaderValue? For(bool push) => _byAccess.GetValueOrDefault(push);

    /// <summary>Gets what a challenge asks for; null when there is nothing to answer with.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(Challenge challenge, bool push, CancellationToken cancellationToken)
    {
        var basic = _credentials(_reference.Host) is { } known
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{known.User}:{known.Password}")))
            : null;
        var answer = challenge.Scheme == "Basic" ? basic : await TokenAsync(challenge, basic, push, cancellationToken).ConfigureAwait(false);
        if (answer is not null) _byAccess[push] = answer;
        return answer;
    }

    private async Task<AuthenticationHeaderValue?> TokenAsync(Challenge challenge, AuthenticationHeaderValue? basic, bool push, CancellationToken cancellationToken)
    {
        var realm = Realm(challenge);
        var scope = challenge.Parameters.GetValueOrDefault("scope") ?? $"repository:{_reference.Name}:{(push ? "pull,push" : "pull")}";
        var query = $"scope={Uri.EscapeDataString(scope)}";
        if (challenge.Parameters.GetValueOrDefault("service") is { Length: > 0 } service) query = $"service={Uri.EscapeDataString(service)}&{query}";
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query }.Uri);
        message.Headers.Authorization = basic;
        using var response = await _send(message, TimeSpan.FromSeconds(100), cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode is 401 or 403) return null;
        if (!response.IsSuccessStatusCode) throw await RegistryErrors.OfAsync(_reference, response, $"asking {realm.Host} for a token", cancellationToken).ConfigureAwait(false);
        var body = await BoundedBody.ReadAsync(response, MaxToken, "The answer with the token", cancellationToken).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", Token(body, realm));
    }

    private Uri Realm(Challenge challenge)
    {
        var text = challenge.Parameters.GetValueOrDefault("realm") ?? "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var realm) && realm.UserInfo.Length == 0 && Redirects.MaySpeak(_reference.Origin, realm)) return realm;
        throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} sends for a token to '{text}', which is not an HTTPS address; no credentials were sent there.");
    }

    private string Token(byte[] body, Uri realm)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var name in new[] { "token", "access_token" })
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value)
                    && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } token && !token.Any(char.IsControl)) return token;
            }
        }
        catch (JsonException)
        {
            // Said below: there is no token in it.
        }

        throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{realm.Host}, which {_reference.Host} names for tokens, answered without a token.");
    }
}
