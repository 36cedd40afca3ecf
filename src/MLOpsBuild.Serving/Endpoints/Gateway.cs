using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MLOpsBuild.Serving.Measurement;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>A request whose body has been let in.</summary>
internal sealed record Exchange(HttpContext Http, ReadOnlyMemory<byte> Body, ModelInService Service, bool IsLines);

/// <summary>Stands in front of every endpoint that takes a body: bounds, content type, defects and counting are the same for all.</summary>
internal sealed class Gateway(ServerState state)
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    public RequestDelegate Post(string endpoint, bool lines, Func<Exchange, ValueTask<Answer>> handle) => async http =>
    {
        var started = state.Options.TimeProvider.GetTimestamp();
        var service = state.Current;
        var answer = await AdmitAsync(http, service, lines, handle).ConfigureAwait(false);
        await SendAsync(http, answer).ConfigureAwait(false);
        var key = new RequestKey(service.Model.Name, service.Model.Version, endpoint, answer.Status);
        state.Metrics.Finished(key, state.Options.TimeProvider.GetElapsedTime(started), answer.Rows, answer.FailedRows);
    };

    public static async Task SendAsync(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = Json;
        http.Response.ContentLength = answer.Json.Length;
        await http.Response.Body.WriteAsync(answer.Json, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Parses the body as one JSON value and hands it on.</summary>
    public Answer WithJson(Exchange exchange, Func<JsonElement, Answer> handle)
    {
        if (JsonBody.Parse(exchange.Body, state.Options.MaxDepth, out var document) is { } refusal) return Answer.Of(refusal);
        using (document) return handle(document!.RootElement);
    }

    private async Task<Answer> AdmitAsync(HttpContext http, ModelInService service, bool lines, Func<Exchange, ValueTask<Answer>> handle)
    {
        if (!state.Metrics.TryEnter(state.Options.MaxConcurrent))
        {
            http.Response.Headers.RetryAfter = "1";
            return Answer.Of(new Refusal(429, $"{state.Options.MaxConcurrent} requests are under way, which is the most this server takes; try again."));
        }

        try
        {
            return await ReadAsync(http, service, lines, handle).ConfigureAwait(false);
        }
        finally
        {
            state.Metrics.Leave();
        }
    }

    private async Task<Answer> ReadAsync(HttpContext http, ModelInService service, bool lines, Func<Exchange, ValueTask<Answer>> handle)
    {
        if (ContentType(http.Request, lines, out var isLines) is { } refusal) return Answer.Of(refusal);
        var (tooMuch, body) = await RequestBody.ReadAsync(http, state.Options).ConfigureAwait(false);
        if (tooMuch is not null) return Answer.Of(tooMuch);
#pragma warning disable CA1031 // the boundary to feature code and models: a defect there ends one request, not the server
        try
        {
            return await handle(new Exchange(http, body, service, isLines)).ConfigureAwait(false);
        }
        catch (IOException full)
        {
            state.Options.OnDefect?.Invoke(full);
            return Answer.Of(new Refusal(503, "The events could not be written to the journal. Post them again once the server is ready."));
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            state.Options.OnDefect?.Invoke(defect);
            return Answer.Of(new Refusal(500, "The model or its features failed; the server's operator has the details."));
        }
#pragma warning restore CA1031
    }

    private static bool IsUtf8(string? charset) => charset is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    // A browser sends other types across origins without asking, so requiring one keeps foreign pages out.
    private static Refusal? ContentType(HttpRequest request, bool lines, out bool isLines)
    {
        isLines = false;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type.Charset.Value))
        {
            if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)) return null;
            isLines = lines && type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase);
            if (isLines) return null;
        }

        var found = request.ContentType is null ? "is missing" : $"is '{request.ContentType}'";
        return new Refusal(415, $"The content type {found}, but must be {Json}{(lines ? " or " + Lines : "")}, in UTF-8.");
    }
}
