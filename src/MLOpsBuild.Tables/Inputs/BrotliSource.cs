using System.Buffers;
using System.IO.Compression;

namespace MLOpsBuild.Tables.Inputs;

/// <summary>Unpacks Brotli and notices when the file is cut off, which <see cref="BrotliStream"/> takes for its end.</summary>
internal sealed class BrotliSource(Stream packed) : ForwardStream
{
    private readonly byte[] _held = new byte[1 << 16];
    private BrotliDecoder _decoder;
    private int _start;
    private int _end;
    private bool _done;

    public override int Read(Span<byte> buffer)
    {
        while (!_done && !buffer.IsEmpty)
        {
            var status = _decoder.Decompress(_held.AsSpan(_start, _end - _start), buffer, out var used, out var written);
            _start += used;
            _done = status == OperationStatus.Done;
            if (status == OperationStatus.InvalidData || (_done && _start < _end)) throw new InvalidDataException("The Brotli file is broken, or something else follows it.");
            if (written > 0) return written;
            if (status == OperationStatus.NeedMoreData) Fill();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _decoder.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _start = 0;
        _end = packed.Read(_held);
        if (_end == 0) throw new InvalidDataException("The Brotli file is cut off.");
    }
}
