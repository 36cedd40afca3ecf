using System.Security.Cryptography;

namespace MLOpsBuild.Content;

/// <summary>A temporary file that hashes what it is given: the one way for bytes from outside into a store, whoever waits for them.</summary>
internal sealed class HashedFile(TemporaryFolder folder, long maxBytes) : IDisposable
{
    public const int BufferBytes = 128 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public TemporaryFile File { get; } = folder.NewFile();

    public long Size { get; private set; }

    /// <exception cref="InvalidDataException">More bytes came than were announced.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if ((Size += bytes.Length) > maxBytes) throw new InvalidDataException($"More than the {maxBytes} bytes that were announced came; nothing was kept.");
        _hash.AppendData(bytes);
        File.Stream.Write(bytes);
    }

    /// <summary>The digest of all that came.</summary>
    /// <exception cref="InvalidDataException">Another was expected.</exception>
    public Digest Finish(Digest? expected)
    {
        var digest = Digest.FromHash(_hash.GetHashAndReset());
        return expected is null || expected == digest
            ? digest
            : throw new InvalidDataException($"Expected {expected}, but the {Size} bytes that came have {digest}; nothing was kept.");
    }

    public void Dispose()
    {
        _hash.Dispose();
        File.Dispose();
    }
}
