namespace MLOpsBuild.Content;

/// <summary>Reads the bodies of answers, never more than was allowed for.</summary>
internal static class BoundedBody
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>The body, if it is at most that long.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, long maxBytes, string what, CancellationToken cancellationToken) =>
        await CopyAsync(response, maxBytes + 1, cancellationToken).ConfigureAwait(false) is var bytes && bytes.Length <= maxBytes
            ? bytes
            : throw new InvalidDataException($"{what} is longer than {maxBytes} bytes; it was not read.");

    /// <summary>Takes the body over into memory, up to one byte more than it may have, so that it can be read without the server.</summary>
    /// <exception cref="RegistryException">The server stopped sending.</exception>
    public static async Task KeepAsync(RegistryReference reference, HttpResponseMessage response, long maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var bytes = await ReadUpToAsync(reference, response, maxBytes + 1, time, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength is { } announced && bytes.Length < announced && bytes.Length <= maxBytes) throw RegistryErrors.Cut(reference, "the connection ended in the middle of an answer");
        var kept = new ByteArrayContent(bytes);
        kept.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = kept;
    }

    /// <summary>The beginning of the body.</summary>
    /// <exception cref="RegistryException">The server stopped sending.</exception>
    public static async Task<byte[]> ReadUpToAsync(RegistryReference reference, HttpResponseMessage response, long maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await CopyAsync(response, maxBytes, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Cut(reference, "it stopped sending in the middle of an answer", problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException and not RegistryException)
        {
            throw RegistryErrors.Cut(reference, "the connection ended in the middle of an answer", problem);
        }
    }

    private static async Task<byte[]> CopyAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var kept = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (kept.Length < maxBytes)
            {
                var wanted = (int)Math.Min(buffer.Length, maxBytes - kept.Length);
                var read = await body.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                kept.Write(buffer.AsSpan(0, read));
            }

            return kept.ToArray();
        }
    }
}
