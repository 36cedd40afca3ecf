using System.Globalization;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>Asks a registry: with its credentials, following redirects without them, and again when it is asked to come back later.</summary>
internal sealed class RegistryClient
{
    private readonly RegistryReference _reference;
    private readonly RegistryAuthorization _authorization;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _registry;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _others;
    private readonly TimeProvider _time;

    public RegistryClient(RegistryReference reference, RemoteOptions options)
    {
        _reference = reference;
        _time = options.Time;
        _others = Speaker(options.Handler ?? Connections.Shared.Value);
        _registry = options.Handler is null && options.CertificateAuthority is { } file ? Speaker(Connections.Of(file)) : _others;
        Retries = new Retries(options.Time);
        _authorization = new RegistryAuthorization(reference, options, SendOnceAsync);
    }

    /// <summary>When to ask again.</summary>
    public Retries Retries { get; }

    /// <summary>The answer, whatever its status; its body is still to be read.</summary>
    /// <exception cref="RegistryException">No answer came, or one that must not be trusted.</exception>
    public Task<HttpResponseMessage> SendAsync(RegistryRequest request, string doing, CancellationToken cancellationToken) => request.IsRepeatable
        ? Retries.AskAsync(() => AskAsync(request, doing, cancellationToken), cancellationToken)
        : AskAsync(request, doing, cancellationToken);

    private async Task<HttpResponseMessage> AskAsync(RegistryRequest request, string doing, CancellationToken cancellationToken)
    {
        var used = await _authorization.ForAsync(request.Scopes, cancellationToken).ConfigureAwait(false);
        var response = await FollowAsync(request, used, doing, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await AnswerAsync(response, request, used, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                response.Dispose();
                response = await FollowAsync(request, answer, doing, cancellationToken).ConfigureAwait(false);
            }

            if (request.BodyBytes is { } most && response.IsSuccessStatusCode) await BoundedBody.KeepAsync(_reference, response, most, _time, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>What to show to the registry that asks for credentials; null when it does not, or when there is nothing else to show than what it has seen.</summary>
    private async Task<AuthenticationHeaderValue?> AnswerAsync(HttpResponseMessage response, RegistryRequest request, AuthenticationHeaderValue? used, CancellationToken cancellationToken) =>
        (int)response.StatusCode == 401 && Redirects.SameOrigin(_reference.Origin, response.RequestMessage!.RequestUri!) && Challenge.Of(response.Headers) is { } challenge
            ? await _authorization.AnswerAsync(challenge, request.Scopes, used, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Only questions without a body follow redirects. Whoever is not the registry itself never sees its credentials, and neither does whoever is asked after that.</summary>
    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, AuthenticationHeaderValue? authorization, string doing, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var hop = 0; ; hop++)
        {
            if (!Redirects.SameOrigin(_reference.Origin, address)) authorization = null;
            using var message = request.ToMessage(address);
            message.Headers.Authorization = authorization;
            var response = await SendOnceAsync(message, request.Patience, cancellationToken).ConfigureAwait(false);
            if (!Redirects.Is(response.StatusCode) || (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)) return response;
            using (response) address = Redirects.Target(_reference, address, response, doing);
            if (hop == Redirects.Most) throw RegistryErrors.Refused(_reference, "REDIRECT_REFUSED", $"{_reference.Host} sends on more than {Redirects.Most} times on {doing}.");
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage message, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var speaker = string.Equals(message.RequestUri!.Host, _reference.Origin.Host, StringComparison.OrdinalIgnoreCase) ? _registry : _others;
            var response = await speaker(message, either.Token).ConfigureAwait(false);
            response.RequestMessage = message;
            return response;
        }
        catch (HttpRequestException problem)
        {
            throw RegistryErrors.Unreachable(_reference, problem);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Cut(_reference, string.Create(CultureInfo.InvariantCulture, $"it did not answer within {patience.TotalSeconds:0} s"), problem);
        }
    }

#pragma warning disable CA2000 // the invoker does not own its handler, so there is nothing to dispose of
    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Speaker(HttpMessageHandler handler) => new HttpMessageInvoker(handler, disposeHandler: false).SendAsync;
#pragma warning restore CA2000
}
