using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>A verified blob that is sent in slices. Several attempts may read at once: one that was given up may still be at it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for, and the stream belongs to whoever opened it.")]
internal sealed class BlobSource(Stream blob)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>A slice as the body of a request; its place is said where it is only a part.</summary>
    public HttpContent Slice(long from, long count, bool isPart)
    {
        var content = new SliceContent(this, from, count);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.Bytes);
        // The distribution specification writes the range without a unit, unlike HTTP itself.
        if (isPart && count > 0) content.Headers.TryAddWithoutValidation("Content-Range", $"{from}-{from + count - 1}");
        return content;
    }

    private async Task<int> ReadAsync(long from, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            blob.Position = from;
            return await blob.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed class SliceContent(BlobSource source, long from, long count) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = new byte[(int)Math.Min(count, 128 * 1024)];
            for (long done = 0; done < count;)
            {
                var read = await source.ReadAsync(from + done, buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - done)), cancellationToken).ConfigureAwait(false);
                if (read == 0) throw new EndOfStreamException("The blob became shorter while it was sent.");
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                done += read;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = count;
            return true;
        }
    }
}
