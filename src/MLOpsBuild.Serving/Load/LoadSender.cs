using System.Net.Http.Headers;

namespace MLOpsBuild.Serving.Load;

/// <summary>Sends single requests and counts what becomes of them.</summary>
internal sealed class LoadSender : IDisposable
{
    private const string Late = "timeout";
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly Uri _address;
    private readonly HttpClient _client;

    public LoadSender(Uri server, LoadOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _address = new Uri(server, options.Path);
#pragma warning disable CA2000 // the client owns the handler
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.MaxInFlight,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
#pragma warning restore CA2000
        _client = new HttpClient(handler, disposeHandler: true) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends on another thread, so that a slow send does not hold the schedule up.</summary>
    public void Send(long number, long started, TimeSpan due, LoadCounts counts, CancellationToken cancellationToken)
    {
        counts.Started();
        _ = Task.Run(() => SendAsync(number, started, due, counts, cancellationToken), CancellationToken.None);
    }

    public void Dispose() => _client.Dispose();

#pragma warning disable CA1031 // nobody awaits this task: whatever happens must be counted
    private async Task SendAsync(long number, long started, TimeSpan due, LoadCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            using var deadline = new CancellationTokenSource(_options.Timeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            var lag = _time.GetElapsedTime(started) - due;
            counts.Lag.Add(lag);
            var problem = await AskAsync(number, either.Token).ConfigureAwait(false);
            if (problem is null) counts.Succeeded();
            else counts.Failed(problem);
            if (problem is not (null or Late)) return;
            var latency = _time.GetElapsedTime(started) - due;
            counts.Latency.Add(latency);
            counts.Service.Add(latency - lag);
        }
        catch (Exception defect)
        {
            counts.Failed($"defect of the test: {defect.Message}");
        }
        finally
        {
            counts.Ended();
        }
    }
#pragma warning restore CA1031

    private async Task<string?> AskAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(_options.Body(number));
            content.Headers.ContentType = Json;
            using var response = await _client.PostAsync(_address, content, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return $"status {(int)response.StatusCode}";
            return _options.Check?.Invoke(body) is { } wrong ? $"wrong answer: {wrong}" : null;
        }
        catch (OperationCanceledException)
        {
            return Late;
        }
        catch (HttpRequestException failed)
        {
            return failed.HttpRequestError is HttpRequestError.ConnectionError ? LoadCounts.NoConnection : $"broken answer: {failed.HttpRequestError}";
        }
    }
}
