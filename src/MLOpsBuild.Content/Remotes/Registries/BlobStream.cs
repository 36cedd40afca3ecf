namespace MLOpsBuild.Content;

/// <summary>A blob on its way: a server that stops sending is given up on, and the answer is released with the stream.</summary>
internal sealed class BlobStream : Stream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly RegistryReference _reference;
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly TimeProvider _time;

    public BlobStream(RegistryReference reference, HttpResponseMessage response, Stream body, TimeProvider time)
    {
        _reference = reference;
        _response = response;
        _body = body;
        _time = time;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => _body.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Unreachable(_reference, "it stopped sending in the middle of a blob", problem);
        }
        catch (HttpIOException problem)
        {
            throw RegistryErrors.Unreachable(_reference, "the connection ended in the middle of a blob", problem);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _response.Dispose();
        }

        base.Dispose(disposing);
    }
}
