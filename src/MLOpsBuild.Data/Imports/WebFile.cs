using System.Net;
using System.Security.Cryptography;
using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Imports;

/// <summary>What may be fetched from the web.</summary>
public sealed record WebFileOptions
{
    /// <summary>The most bytes that are taken, at least 1. Default: 4 GiB.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>What the bytes must be; null takes what comes.</summary>
    public Digest? Digest { get; init; }

    /// <summary>True when an address on the internet may send on to this machine or a private network. Default: false.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>How long the server may be silent. Default: a minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Fetches one file over HTTPS, or over HTTP from this machine.</summary>
public static class WebFile
{
    /// <summary>The most times a server may send on.</summary>
    public const int MostRedirects = 5;

    /// <summary>Fetches a file.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it is written; it is there only when it came whole.</param>
    /// <param name="options">What may be taken.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <returns>The digest of the bytes.</returns>
    /// <exception cref="ImportException">The address or one that it sends on to must not be asked, there are too many bytes, or they are others than expected.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or does not give the file.</exception>
    public static async Task<Digest> FetchAsync(Uri address, string path, WebFileOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        if (WebAddress.Problem(address) is { } problem) throw new ImportException($"{WebAddress.Show(address)} {problem}.");
        var origin = new WebOrigin(options.AllowPrivate);
        using var handler = origin.Handler();
        using var client = new HttpClient(handler) { Timeout = options.Silence };
        using var response = await AskAsync(client, origin, address, options, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength > options.MaxBytes) throw TooMuch(address, options, $"{response.Content.Headers.ContentLength} bytes");
        var temporary = $"{path}.part";
        try
        {
            var digest = await ReceiveAsync(response, address, temporary, options, cancellationToken).ConfigureAwait(false);
            if (options.Digest is { } wanted && wanted != digest) throw new ImportException($"{WebAddress.Show(address)} has {digest}, not {wanted}. Somebody changed it, or it is another file; nothing was kept.");
            File.Move(temporary, path, overwrite: true);
            return digest;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, WebOrigin origin, Uri address, WebFileOptions options, CancellationToken cancellationToken)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            var response = await SendAsync(client, request, options, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK) return response;
            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) throw new HttpRequestException($"{WebAddress.Show(at)} answered {(int)response.StatusCode} {response.ReasonPhrase}.", null, response.StatusCode);
                if (redirects == MostRedirects) throw new ImportException($"{WebAddress.Show(address)} sends on more than {MostRedirects} times; give the last address.");
                var next = response.Headers.Location ?? throw new HttpRequestException($"{WebAddress.Show(at)} answered {(int)response.StatusCode} without saying where to go on.");
                next = next.IsAbsoluteUri ? next : new Uri(at, next);
                if (WebAddress.Problem(next, at) is { } problem) throw new ImportException($"{WebAddress.Show(at)} sends on to {WebAddress.Show(next)}, which {problem}; it was not asked.");
                origin.SentOn(next);
                at = next;
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, WebFileOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException problem) when (problem.InnerException is ImportException refused)
        {
            throw new ImportException(refused.Message, problem);
        }
        catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{WebAddress.Show(request.RequestUri!)} did not answer within {options.Silence.TotalSeconds:0} s; try again.", problem);
        }
    }

    private static async Task<Digest> ReceiveAsync(HttpResponseMessage response, Uri address, string path, WebFileOptions options, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await using var writing = file.ConfigureAwait(false);
        var buffer = new byte[128 * 1024];
        long size = 0;
        while (true)
        {
            patience.CancelAfter(options.Silence);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException($"{WebAddress.Show(address)} sent nothing for {options.Silence.TotalSeconds:0} s after {size} bytes; try again.");
            }

            if (read == 0) break;
            size += read;
            if (size > options.MaxBytes) throw TooMuch(address, options, "more");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return Digest.FromHash(hash.GetHashAndReset());
    }

    private static ImportException TooMuch(Uri address, WebFileOptions options, string found) =>
        new($"{WebAddress.Show(address)} has {found}; allowed are {options.MaxBytes}. Allow more with --max-bytes when that is right.");
}
