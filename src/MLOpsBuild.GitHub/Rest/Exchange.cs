using System.Net.Http.Headers;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Sends one call once and reads its answer, within bounds of time and size, following redirects on the same host only.</summary>
internal sealed class Exchange(GitHubOptions options)
{
    /// <summary>More is not an answer of this API.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const int MostHops = 3;
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(30);
#pragma warning disable CA2000 // the invoker does not own its handler, so there is nothing to dispose of
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send = new HttpMessageInvoker(options.Handler ?? Connections.Shared.Value, disposeHandler: false).SendAsync;
#pragma warning restore CA2000

    /// <summary>The answer, whatever its status.</summary>
    /// <exception cref="GitHubException">None came, or one that must not be trusted.</exception>
    public async Task<ApiAnswer> AskAsync(ApiRequest request, string bearer, string? entityTag, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(request.IsUpload ? UploadPatience : options.Patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await FollowAsync(request, bearer, entityTag, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw GitHubErrors.Lost(request, "it did not answer in time", sent: true, isPassing: true, problem);
        }
        catch (HttpRequestException problem)
        {
            throw Unreachable(request, problem);
        }
        catch (IOException problem)
        {
            throw GitHubErrors.Lost(request, "the connection ended in the middle of an answer", sent: true, isPassing: true, problem);
        }
    }

    private async Task<ApiAnswer> FollowAsync(ApiRequest request, string bearer, string? entityTag, CancellationToken cancellationToken)
    {
        var start = request.IsUpload ? options.Address.Uploads : options.Address.Api;
        var address = new Uri(start, request.Path);
        for (var hop = 0; ; hop++)
        {
            using var message = Message(request, address, bearer, entityTag);
            using var response = await _send(message, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (!Follows(request, status) || response.Headers.Location is not { } location) return new ApiAnswer(status, response.Headers, await ReadAsync(request, response, cancellationToken).ConfigureAwait(false));
            if (hop == MostHops) throw GitHubErrors.Untrusted(request, status, $"it sends on more than {MostHops} times.");
            address = new Uri(address, location);
            if (!IsBelow(start, address)) throw GitHubErrors.Untrusted(request, status, $"it sends on to another place ({address.Host}); the token is shown to {start.Host} only.");
        }
    }

    /// <summary>Whether an address is on the same host, port and scheme as the API and below its path.</summary>
    public static bool IsBelow(Uri api, Uri address) =>
        address.Scheme == api.Scheme && address.Authority == api.Authority && address.UserInfo.Length == 0
        && address.AbsolutePath.StartsWith(api.AbsolutePath, StringComparison.Ordinal);

    // 301 and 302 turn a POST into a GET in many programs, so only questions follow them.
    private static bool Follows(ApiRequest request, int status) => status is 307 or 308 || (status is 301 or 302 && request.Method == HttpMethod.Get);

    private static HttpRequestMessage Message(ApiRequest request, Uri address, string bearer, string? entityTag)
    {
        var message = new HttpRequestMessage(request.Method, address) { Content = request.Content?.Invoke() };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        message.Headers.Accept.ParseAdd("application/vnd.github+json");
        message.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        message.Headers.UserAgent.ParseAdd("MLOpsBuild");
        if (entityTag is not null) message.Headers.TryAddWithoutValidation("If-None-Match", entityTag);
        return message;
    }

    private static async Task<byte[]> ReadAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > MostBytes) throw TooLong(request, response);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var kept = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if (kept.Length + read > MostBytes) throw TooLong(request, response);
                await kept.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            return kept.ToArray();
        }
    }

    private static GitHubException TooLong(ApiRequest request, HttpResponseMessage response) =>
        GitHubErrors.Untrusted(request, (int)response.StatusCode, $"it has more than {MostBytes / 1024 / 1024} MiB.");

    private static GitHubException Unreachable(ApiRequest request, HttpRequestException problem)
    {
        var before = problem.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        var isPassing = !before || problem.HttpRequestError == HttpRequestError.ConnectionError;
        return GitHubErrors.Lost(request, problem.Message.TrimEnd('.'), sent: !before, isPassing, problem);
    }
}
