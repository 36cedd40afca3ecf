using System.Globalization;
using System.Security.Cryptography;

namespace MLOpsBuild.Content.Packing;

/// <summary>Reads packs from anywhere: every header must be, byte for byte, the one that this library writes for its path and size, so links, devices, owners and second spellings have no place.</summary>
internal sealed class PackReader(Stream pack, PackLimits limits)
{
    private readonly byte[] _block = new byte[TarHeader.Block];
    private long _offset;
    private long _bytes;
    private int _files;
    private string? _previous;

    /// <summary>The next file, at whose first byte the pack then stands; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much.</exception>
    public PackedFile? Next()
    {
        if (!ReadHeader(out var header, out var path, out var size)) return null;
        PackPath.Check(path);
        if (!header.AsSpan().SequenceEqual(TarHeader.For(path, size))) throw Wrong($"the header of '{Plain.Line(path)}' has something else than a path and a size, or in another form");
        if (_previous is not null && PackPath.Compare(_previous, path) >= 0) throw Wrong($"'{Plain.Line(path)}' follows '{Plain.Line(_previous)}': files are sorted and none comes twice");
        if (++_files > limits.MostFiles) throw Wrong($"it has more than {limits.MostFiles} files");
        if (size > limits.MostBytes - _bytes) throw Wrong($"it holds more than {limits.MostBytes} bytes");
        if (pack.CanSeek && size > pack.Length - _offset) throw Wrong($"'{Plain.Line(path)}' has {size} bytes by its header, and the pack ends before");
        _bytes += size;
        _previous = path;
        return new PackedFile(path, size, _offset);
    }

    /// <summary>Copies a file that was just found.</summary>
    public void Copy(PackedFile file, Stream target, CancellationToken cancellationToken) => Take(file, target.Write, cancellationToken);

    /// <summary>The digest of a file that was just found.</summary>
    public Digest Hash(PackedFile file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Take(file, hash.AppendData, cancellationToken);
        return Digest.FromHash(hash.GetHashAndReset());
    }

    private void Take(PackedFile file, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(file.Size, 128 * 1024)];
        for (var left = file.Size; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            ReadExactly(some);
            take(some);
            left -= some.Length;
        }

        ReadPadding(file.Size);
    }

    /// <summary>Passes over a file that was just found.</summary>
    public void Skip(PackedFile file)
    {
        if (pack.CanSeek) _offset = pack.Position += file.Size;
        else
        {
            Copy(file, Stream.Null, CancellationToken.None);
            return;
        }

        ReadPadding(file.Size);
    }

    private bool ReadHeader(out byte[] header, out string path, out long size)
    {
        (header, path, size) = ([], "", 0);
        ReadExactly(_block);
        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadExactly(_block);
            if (_block.AsSpan().ContainsAnyExcept((byte)0) || pack.ReadByte() >= 0) throw Wrong("something follows its end");
            return false;
        }

        byte[] pax = [];
        header = [.. _block];
        if (_block[156] == 'x')
        {
            var length = TarHeader.SizeIn(_block) is { } some and <= TarHeader.MostPaxBytes ? (int)some : throw Wrong("an extended header is too long");
            pax = new byte[length + TarHeader.Padding(length)];
            ReadExactly(pax);
            ReadExactly(_block);
            header = [.. header, .. pax, .. _block];
            pax = pax[..length];
        }

        path = TarHeader.RecordIn(pax, "path") ?? TarHeader.NameIn(_block);
        size = TarHeader.RecordIn(pax, "size") is { } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) ? large : throw Wrong("a size is no number")
            : TarHeader.SizeIn(_block) ?? throw Wrong("a size is no number");
        return true;
    }

    private void ReadPadding(long size)
    {
        var padding = _block.AsSpan(0, TarHeader.Padding(size));
        ReadExactly(padding);
        if (padding.ContainsAnyExcept((byte)0)) throw Wrong("something lies between its files");
    }

    private void ReadExactly(Span<byte> bytes)
    {
        if (pack.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Wrong("it ends too early");
        _offset += bytes.Length;
    }

    private static InvalidDataException Wrong(string why) => new($"This is no pack of files: {why}.");
}
