using System.Runtime.InteropServices;

namespace MLOpsBuild.Content.Chunking;

/// <summary>Memory that begins at a page and has whole pages, as disks want it that take bytes without a copy.</summary>
internal sealed unsafe class AlignedBuffer(int mostBytes) : IDisposable
{
    public const int Page = 4096;

    private readonly int _room = RoundUp(mostBytes);
    private void* _memory = NativeMemory.AlignedAlloc((nuint)RoundUp(mostBytes), Page);

    /// <summary>The bytes in use.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => new(_memory, Count);

    /// <summary>The bytes in use and the rest of their last page, which is zero.</summary>
    public ReadOnlySpan<byte> Pages => new(_memory, RoundUp(Count));

    public void Set(ReadOnlySpan<byte> bytes)
    {
        var room = new Span<byte>(_memory, _room);
        bytes.CopyTo(room);
        Count = bytes.Length;
        room[Count..RoundUp(Count)].Clear();
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    private static int RoundUp(int bytes) => (bytes + Page - 1) / Page * Page;
}
