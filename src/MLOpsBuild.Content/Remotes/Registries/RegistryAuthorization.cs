using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace MLOpsBuild.Content;

/// <summary>Answers a registry's challenges: basic credentials, or a token fetched from where the registry says, with credentials or anonymously.</summary>
/// <remarks>What was accepted for some rights is shown again with the next question for them, until it expires or is refused.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for, so it holds nothing to dispose of.")]
internal sealed class RegistryAuthorization
{
    private readonly RegistryReference _reference;
    private readonly RemoteOptions _options;
    private readonly TokenSource _tokens;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, Accepted> _byScopes = new(StringComparer.Ordinal);

    public RegistryAuthorization(RegistryReference reference, RemoteOptions options, Func<HttpRequestMessage, TimeSpan, CancellationToken, Task<HttpResponseMessage>> send)
    {
        _reference = reference;
        _options = options;
        _tokens = new TokenSource(reference, options.Time, send);
    }

    /// <summary>What was accepted for these rights before; null for nothing. A token that has expired is replaced before it is shown.</summary>
    public async ValueTask<AuthenticationHeaderValue?> ForAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (!_byScopes.TryGetValue(Key(scopes), out var known)) return null;
        if (known.Until is not { } until || _options.Time.GetUtcNow() < until) return known.Header;
        return await AnswerAsync(known.Challenge, scopes, known.Header, cancellationToken).ConfigureAwait(false) ?? known.Header;
    }

    /// <summary>Gets what a challenge asks for; null when there is nothing to answer with that was not shown already.</summary>
    /// <param name="challenge">What the registry said.</param>
    /// <param name="scopes">The rights that are needed.</param>
    /// <param name="used">What it said that to; null when nothing was shown.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(Challenge challenge, IReadOnlyList<string> scopes, AuthenticationHeaderValue? used, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_byScopes.TryGetValue(Key(scopes), out var newer) && !ReferenceEquals(newer.Header, used)) return newer.Header;
            var credentials = await _options.Credentials(_reference.Host, cancellationToken).ConfigureAwait(false);
            var accepted = challenge.Scheme == "Basic" ? OfBasic(credentials, challenge) : await _tokens.GetAsync(challenge, scopes, credentials, cancellationToken).ConfigureAwait(false);
            if (accepted is null || accepted.Header.Equals(used)) return null;
            _byScopes[Key(scopes)] = accepted;
            return accepted.Header;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The header with a name and a password; null without a password.</summary>
    public static AuthenticationHeaderValue? Basic(RegistryCredentials? credentials) => credentials is { IdentityToken: null }
        ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")))
        : null;

    private static Accepted? OfBasic(RegistryCredentials? credentials, Challenge challenge) => Basic(credentials) is { } header ? new Accepted(header, challenge, null) : null;

    private static string Key(IReadOnlyList<string> scopes) => string.Join(' ', scopes);

    /// <summary>A header that may be shown until some time, and the challenge that it answers.</summary>
    internal sealed record Accepted(AuthenticationHeaderValue Header, Challenge Challenge, DateTimeOffset? Until);
}
