using System.Buffers.Binary;
using System.Text;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Gives each distinct UTF-8 text a code, in order of first appearance, without making a string per row.</summary>
internal sealed class TextDictionary
{
    private readonly List<(int Start, int Length, uint Hash)> _entries = [];
    private byte[] _bytes = new byte[1024];
    private int _used;
    private int[] _slots = new int[64];

    /// <summary>The code of a text; −1 when it is new and not valid UTF-8.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] != 0)
        {
            var (start, length, known) = _entries[_slots[slot] - 1];
            if (known == hash && _bytes.AsSpan(start, length).SequenceEqual(text)) return _slots[slot] - 1;
            slot = (slot + 1) & mask;
        }

        return System.Text.Unicode.Utf8.IsValid(text) ? Insert(text, hash, slot) : -1;
    }

    /// <summary>The texts, by code.</summary>
    public string[] ToArray() => [.. _entries.Select(e => Encoding.UTF8.GetString(_bytes, e.Start, e.Length))];

    private int Insert(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        if (_bytes.Length - _used < text.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)_used + text.Length)));
        text.CopyTo(_bytes.AsSpan(_used));
        _entries.Add((_used, text.Length, hash));
        _used += text.Length;
        _slots[slot] = _entries.Count;
        if (_entries.Count * 2 > _slots.Length) Grow();
        return _entries.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var i = 0; i < _entries.Count; i++)
        {
            var slot = (int)_entries[i].Hash & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    // Multiply and fold, eight bytes at a time. Codes follow first appearance, so no output depends on it.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * 0x9E3779B97F4A7C15UL;
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[8..];
        }

        ulong tail = 0;
        for (var i = 0; i < text.Length; i++) tail |= (ulong)text[i] << (8 * i);
        hash = Mix(hash ^ tail);
        return (uint)(hash ^ hash >> 32);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0xA0761D6478BD642FUL, 0xE7037ED1A0B428DBUL, out var low);
        return high ^ low;
    }
}
