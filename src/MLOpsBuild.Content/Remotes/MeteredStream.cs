namespace MLOpsBuild.Content;

/// <summary>Tells how many bytes were read from a stream, which it closes with itself.</summary>
internal sealed class MeteredStream(Stream source, Action<long> read) : ForwardStream
{
    private long _count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0) read(_count += count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
