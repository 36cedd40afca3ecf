using System.Runtime.InteropServices;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Bytes outside the collector's heap: they are used again for all of a reading, never move and are never cleared, with room around them for wide loads.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>Bytes that may be read before the first and behind the last one.</summary>
    public const int Slack = 64;

    private byte* _memory;

    public NativeBuffer(int capacity) => Allocate(capacity);

    ~NativeBuffer() => NativeMemory.Free(_memory);

    /// <summary>The first byte.</summary>
    public byte* Bytes => _memory + Slack;

    public int Capacity { get; private set; }

    public Span<byte> Span => new(Bytes, Capacity);

    /// <summary>Makes room for more bytes; the first <paramref name="keep"/> ones stay.</summary>
    public void Grow(int capacity, int keep)
    {
        if (capacity <= Capacity) return;
        var old = _memory;
        Allocate(capacity);
        Buffer.MemoryCopy(old + Slack, Bytes, Capacity, keep);
        NativeMemory.Free(old);
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
        Capacity = 0;
        GC.SuppressFinalize(this);
    }

    private void Allocate(int capacity)
    {
        _memory = (byte*)NativeMemory.Alloc((nuint)capacity + 2 * Slack);
        Capacity = capacity;
        new Span<byte>(_memory, Slack).Clear();
        new Span<byte>(Bytes + capacity, Slack).Clear();
    }
}
