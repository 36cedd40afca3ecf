using System.Globalization;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>Asks a registry: with its credentials, following redirects without them, and again when it is asked to come back later.</summary>
internal sealed class RegistryClient
{
    private const int Attempts = 5;
    private const int MaxHeaderKilobytes = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly Lazy<HttpMessageHandler> Shared = new(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = MaxHeaderKilobytes,
    });

    private readonly RegistryReference _reference;
    private readonly RegistryAuthorization _authorization;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly TimeProvider _time;

    public RegistryClient(RegistryReference reference, RemoteOptions options)
    {
        _reference = reference;
        _time = options.Time;
#pragma warning disable CA2000 // the invoker does not own its handler, so there is nothing to dispose of
        _send = new HttpMessageInvoker(options.Handler ?? Shared.Value, disposeHandler: false).SendAsync;
#pragma warning restore CA2000
        _authorization = new RegistryAuthorization(reference, options.Credentials, SendOnceAsync);
    }

    /// <summary>The answer, whatever its status; its body is still to be read.</summary>
    /// <exception cref="RegistryException">No answer came, or one that must not be trusted.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, string doing, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await SendAuthorizedAsync(request, doing, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (429 or 503) || attempt == Attempts) return response;
            var wait = WaitAfter(response, attempt);
            if (wait > LongestWait) return response;
            response.Dispose();
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync(RegistryRequest request, string doing, CancellationToken cancellationToken)
    {
        var response = await FollowAsync(request, _authorization.For(request.Push), doing, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode != 401 || !Redirects.SameOrigin(_reference.Origin, response.RequestMessage!.RequestUri!)) return response;
        if (Challenge.Of(response.Headers) is not { } challenge) return response;
        if (await _authorization.AnswerAsync(challenge, request.Push, cancellationToken).ConfigureAwait(false) is not { } answer) return response;
        response.Dispose();
        return await FollowAsync(request, answer, doing, cancellationToken).ConfigureAwait(false);
    }

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
            var response = await _send(message, either.Token).ConfigureAwait(false);
            response.RequestMessage = message;
            return response;
        }
        catch (HttpRequestException problem)
        {
            throw RegistryErrors.Unreachable(_reference, problem.InnerException is { } cause and not HttpRequestException ? $"{problem.Message.TrimEnd('.')} ({cause.Message.TrimEnd('.')})" : problem.Message.TrimEnd('.'), problem);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Unreachable(_reference, string.Create(CultureInfo.InvariantCulture, $"it did not answer within {patience.TotalSeconds:0} s"), problem);
        }
    }

    /// <summary>As the server asks; else one, two, four … seconds.</summary>
    private TimeSpan WaitAfter(HttpResponseMessage response, int attempt)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - _time.GetUtcNow() ?? TimeSpan.FromSeconds(1 << (attempt - 1));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
