using System.Security.Cryptography;

namespace MLOpsBuild.Content;

public sealed partial class ContentStore
{
    /// <summary>Keeps the bytes of a stream that comes from elsewhere if they are the expected ones.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="expected">Their digest.</param>
    /// <param name="maxBytes">More bytes than this are refused as soon as they come.</param>
    /// <param name="cancellationToken">Ends the copy; nothing is kept then.</param>
    /// <exception cref="InvalidDataException">The bytes have another digest, or are too many; nothing is kept.</exception>
    public async Task PutAsync(Stream stream, Digest expected, long maxBytes, CancellationToken cancellationToken)
    {
        EnsureLayout();
        using var file = _unfinished.NewFile();
        var (digest, size) = await CopyHashedAsync(stream, file.Stream, maxBytes, cancellationToken).ConfigureAwait(false);
        if (expected != digest) throw Unexpected(expected, digest, size);
        if (!IsWhole(digest, size)) file.MoveTo(PathOf(digest));
    }

    private static async Task<(Digest Digest, long Size)> CopyHashedAsync(Stream source, FileStream target, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long total = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if ((total += read) > maxBytes) throw TooMany(maxBytes);
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return (Digest.FromHash(hash.GetHashAndReset()), total);
    }
}
