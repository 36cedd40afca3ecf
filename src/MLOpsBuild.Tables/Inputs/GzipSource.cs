using System.IO.Compression;

namespace MLOpsBuild.Tables.Inputs;

/// <summary>
/// Unpacks gzip and notices when the file is cut off, which <see cref="GZipStream"/> takes for its end: a member of our own is put behind the file's, and when its text
/// does not come out at the end, something before it is missing.
/// </summary>
internal sealed class GzipSource : ForwardStream
{
    private static readonly byte[] Mark = "end of the packed file, all of it"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly GZipStream _unpacking;
    private readonly byte[] _held = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    public GzipSource(Stream packed) => _unpacking = new GZipStream(new SuffixedStream(packed, PackedMark), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= Mark.Length && !_ended) Fill();
        var count = Math.Min(buffer.Length, Math.Max(0, _end - _start - Mark.Length));
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacking.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) packing.Write(text);
        return packed.ToArray();
    }

    private void Fill()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        _end -= _start;
        _start = 0;
        var read = _unpacking.Read(_held.AsSpan(_end));
        _end += read;
        _ended = read == 0;
        if (_ended && !_held.AsSpan(0, _end).EndsWith(Mark)) throw new InvalidDataException("The gzip file is cut off, or something else follows it.");
    }

    private sealed class SuffixedStream(Stream first, byte[] suffix) : ForwardStream
    {
        private int _at;
        private bool _firstEnded;

        public override int Read(Span<byte> buffer)
        {
            if (!_firstEnded)
            {
                var read = first.Read(buffer);
                if (read > 0 || buffer.IsEmpty) return read;
                _firstEnded = true;
            }

            var count = Math.Min(buffer.Length, suffix.Length - _at);
            suffix.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
