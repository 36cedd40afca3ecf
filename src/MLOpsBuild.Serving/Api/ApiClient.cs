using System.Net.Http.Headers;
using System.Text.Json;

namespace MLOpsBuild.Serving.Api;

/// <summary>One answer: the status and, when the body is JSON, the body.</summary>
internal sealed record ApiReply(int Status, JsonElement? Json, string Text)
{
    /// <summary>Why this is not the expected status with, from 400 on, an error text; null when it is.</summary>
    public string? Unless(int status)
    {
        if (Status != status) return $"The answer was {Status}, not {status}: {Start}";
        return status < 400 || Error is not null ? null : $"The answer {status} has no text 'error': {Start}";
    }

    public string? Error => this["error"] is { ValueKind: JsonValueKind.String } error ? error.GetString() : null;

    /// <summary>The member of that name; null when there is none.</summary>
    public JsonElement? this[string name] => Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) ? value : null;

    public string Start => Text.Length <= 200 ? Text : Text[..200] + "…";
}

/// <summary>Talks to the server under test.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int Patience = 30;
    private readonly HttpClient _client;

    public ApiClient(Uri server)
    {
#pragma warning disable CA2000 // the client owns the handler
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
#pragma warning restore CA2000
        _client = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(Patience) };
    }

    public async Task<ApiReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ApiReply> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken, string type = "application/json")
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<ApiReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new ApiReply((int)response.StatusCode, document.RootElement.Clone(), text);
        }
        catch (JsonException)
        {
            return new ApiReply((int)response.StatusCode, null, text);
        }
    }
}
