using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Gives each distinct UTF-8 text a code, in order of first appearance, without making a string per row.</summary>
internal sealed class TextDictionary
{
    private const int FirstSlots = 256;
    private Entry[] _entries = new Entry[64];
    private byte[] _bytes = new byte[1024];
    private int _count;
    private int _used;
    private int[] _slots = new int[FirstSlots];

    /// <summary>Forgets the texts and keeps the memory, unless it has become much.</summary>
    public void Clear()
    {
        if (_slots.Length > 1 << 16) _slots = new int[FirstSlots];
        else Array.Clear(_slots);
        if (_bytes.Length > 1 << 20) _bytes = new byte[1024];
        if (_entries.Length > 1 << 15) _entries = new Entry[64];
        _count = 0;
        _used = 0;
    }

    /// <summary>The code of a text; −1 when it is new and not valid UTF-8.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 8) return CodeOfShort(ShortKey(text), text.Length);
        var hash = Hash(text);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] != 0)
        {
            ref readonly var entry = ref _entries[_slots[slot] - 1];
            if (entry.Key == hash && entry.Length == text.Length && _bytes.AsSpan(entry.Start, entry.Length).SequenceEqual(text)) return _slots[slot] - 1;
            slot = (slot + 1) & mask;
        }

        return Utf8.IsValid(text) ? Insert(text, hash, slot) : -1;
    }

    /// <summary>The code of a text of at most eight bytes, given as a number whose lowest byte is the first one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOfShort(ulong key, int length)
    {
        var slots = _slots;
        var entries = _entries;
        var mask = slots.Length - 1;
        var slot = (int)(Spread(key) & (uint)mask);
        while (true)
        {
            var code = slots[slot] - 1;
            if (code < 0) return InsertShort(key, length, slot);
            ref readonly var entry = ref entries[code];
            if (entry.Key == key && entry.Length == length) return code;
            slot = (slot + 1) & mask;
        }
    }

    /// <summary>The texts, by code.</summary>
    public string[] ToArray()
    {
        var texts = new string[_count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(_bytes, _entries[i].Start, _entries[i].Length);
        return texts;
    }

    /// <summary>The first bytes of at most eight as a number.</summary>
    internal static ulong ShortKey(ReadOnlySpan<byte> text)
    {
        if (text.Length == 8) return BinaryPrimitives.ReadUInt64LittleEndian(text);
        if (text.Length >= 4)
        {
            // Two loads that overlap.
            var last = (ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]) << (8 * text.Length - 32);
            return BinaryPrimitives.ReadUInt32LittleEndian(text) | last;
        }

        ulong key = 0;
        for (var i = 0; i < text.Length; i++) key |= (ulong)text[i] << (8 * i);
        return key;
    }

    private int InsertShort(ulong key, int length, int slot)
    {
        Span<byte> text = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(text, key);
        return Utf8.IsValid(text[..length]) ? Insert(text[..length], key, slot) : -1;
    }

    private int Insert(ReadOnlySpan<byte> text, ulong key, int slot)
    {
        if (_bytes.Length - _used < text.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)_used + text.Length)));
        text.CopyTo(_bytes.AsSpan(_used));
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count++] = new Entry(key, _used, text.Length);
        _used += text.Length;
        _slots[slot] = _count;
        if (_count * 2 > _slots.Length) Grow();
        return _count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        var mask = _slots.Length - 1;
        for (var i = 0; i < _count; i++)
        {
            var key = _entries[i].Key;
            var slot = (int)(_entries[i].Length <= 8 ? Spread(key) : (uint)key) & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Spread(ulong key) => (uint)((key * 0x9E3779B97F4A7C15UL) >> 32);

    // Multiply and fold, eight bytes at a time. Codes follow first appearance, so no output depends on it.
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * 0x9E3779B97F4A7C15UL;
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[8..];
        }

        hash = Mix(hash ^ ShortKey(text));
        return hash ^ hash >> 32;
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0xA0761D6478BD642FUL, 0xE7037ED1A0B428DBUL, out var low);
        return high ^ low;
    }

    /// <param name="Key">The text itself when it has at most eight bytes, else its hash.</param>
    /// <param name="Start">Where its bytes are.</param>
    /// <param name="Length">How many.</param>
    private readonly record struct Entry(ulong Key, int Start, int Length);
}
