using System.Net;

namespace MLOpsBuild.Content;

/// <summary>A blob on its way. A server that stops sending is given up on; after a cut, the rest is asked for. Whoever reads still has to verify the whole.</summary>
internal sealed class BlobStream : ForwardStream
{
    private const long GoodStretch = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly RegistryReference _reference;
    private readonly Func<long, CancellationToken, Task<HttpResponseMessage>> _ask;
    private readonly Retries _retries;
    private readonly TimeProvider _time;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private long _at;
    private long _skip;
    private long? _length;
    private int _failures;
    private long _failedAt;

    /// <summary>The blob of an answer; <paramref name="ask"/> asks for what follows a position.</summary>
    public BlobStream(RegistryReference reference, Func<long, CancellationToken, Task<HttpResponseMessage>> ask, Retries retries, TimeProvider time)
    {
        _reference = reference;
        _ask = ask;
        _retries = retries;
        _time = time;
    }

    /// <summary>Begins at the first byte.</summary>
    public async Task OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        _response = response;
        _length = response.Content.Headers.ContentLength;
        _body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                if (_body is null) await ResumeAsync(cancellationToken).ConfigureAwait(false);
                return await ReadOnAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (RegistryException problem) when (problem.IsPassing && ++_failures < Retries.Attempts)
            {
                Drop();
                _failedAt = _at;
                if (!await _retries.PauseAsync(problem, _failures, cancellationToken).ConfigureAwait(false)) throw;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Drop();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_skip > 0)
        {
            var skipped = await ReceiveAsync(buffer[..(int)Math.Min(_skip, buffer.Length)], cancellationToken).ConfigureAwait(false);
            if (skipped == 0) throw RegistryErrors.Cut(_reference, "a blob ended before the place where it was cut off the first time");
            _skip -= skipped;
        }

        var read = await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read == 0 && buffer.Length > 0 && _at < _length) throw RegistryErrors.Cut(_reference, "the connection ended in the middle of a blob");
        _at += read;
        if (_at - _failedAt >= GoodStretch) _failures = 0;
        return read;
    }

    private async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _body!.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Cut(_reference, "it stopped sending in the middle of a blob", problem);
        }
        catch (IOException problem)
        {
            throw RegistryErrors.Cut(_reference, "the connection ended in the middle of a blob", problem);
        }
    }

    /// <summary>Asks for the rest; where a server does not serve parts, what is here already is read over.</summary>
    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _response = await _ask(_at, cancellationToken).ConfigureAwait(false);
        _skip = _at;
        if (_response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = _response.Content.Headers.ContentRange;
            if (range?.From != _at || (range.Length is { } whole && _length is { } known && whole != known))
            {
                throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} was asked for a blob from byte {_at} on and answers with '{range}'; it is not used.");
            }

            _skip = 0;
        }

        _body = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Drop()
    {
        _body?.Dispose();
        _response?.Dispose();
        (_body, _response) = (null, null);
    }
}
