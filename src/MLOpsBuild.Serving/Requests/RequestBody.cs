using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Reads a body that is bounded in size and time.</summary>
internal static class RequestBody
{
    /// <summary>The body, or why it is refused.</summary>
    public static async Task<(Refusal? Refusal, ReadOnlyMemory<byte> Body)> ReadAsync(HttpContext context, ServerOptions options)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0) return (new Refusal(415, "An encoded body is not accepted; send it as it is."), default);
        if (request.ContentLength > options.MaxBodyBytes) return (TooLarge(options), default);
        using var deadline = new CancellationTokenSource(options.BodyTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(request, options, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close";
            return (new Refusal(408, $"The body did not arrive within {options.BodyTimeout.TotalSeconds:0.###} seconds."), default);
        }
        catch (BadHttpRequestException bad)
        {
            return (bad.StatusCode == 413 ? TooLarge(options) : new Refusal(bad.StatusCode, bad.Message), default);
        }
    }

    private static async Task<(Refusal? Refusal, ReadOnlyMemory<byte> Body)> ReadAsync(
        HttpRequest request, ServerOptions options, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.Length > options.MaxBodyBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (TooLarge(options), default);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body.Length == 0 ? (Refusal.Bad("The body is empty."), default) : (null, body);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Refusal TooLarge(ServerOptions options) => new(413, $"The body is larger than the allowed {options.MaxBodyBytes} bytes.");
}
