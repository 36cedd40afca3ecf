namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Which row first had a key, in 16 bytes a slot: 64 parts that grow on their own, so that growing never doubles all of it.</summary>
/// <remarks>A slot holds 88 bits of the hash and 40 of the row; 40 further bits of the hash choose the part and the slot.</remarks>
internal sealed class KeySet
{
    private const int Parts = 64;
    private const int RowBits = 40;
    private const ulong RowMask = (1UL << RowBits) - 1;
    private readonly Part[] _parts = new Part[Parts];

    public KeySet()
    {
    }

    /// <summary>With room for so many keys, which it may well exceed: growing leaves memory behind that is only collected later.</summary>
    public KeySet(long room)
    {
        for (var part = 0; part < Parts; part++) _parts[part].Reserve((int)(room * 4 / 3 / Parts));
    }

    /// <summary>The number of keys.</summary>
    public long Count { get; private set; }

    /// <summary>Notes a key.</summary>
    /// <returns>The row that has it already; 0 when it is new.</returns>
    public long Add(ulong a, ulong b, long row)
    {
        ref var part = ref _parts[(int)(b & (Parts - 1))];
        if (part.Used * 5L >= part.Length * 4L) part.Grow();
        var earlier = part.Add(a, b, (b & ~RowMask) | ((ulong)row & RowMask));
        if (earlier == 0) Count++;
        return earlier;
    }

    /// <summary>The row that first had a key; 0 when none has.</summary>
    public long Find(ulong a, ulong b)
    {
        ref var part = ref _parts[(int)(b & (Parts - 1))];
        return part.Length == 0 ? 0 : part.Find(a, b, b & ~RowMask, out _);
    }

    private struct Part
    {
        // Two words a slot: the first hash, and the second's upper bits with the row. A row is never 0, so a second word of 0 is free.
        private ulong[] _slots;

        public int Used { get; private set; }

        public readonly int Length => _slots is null ? 0 : _slots.Length / 2;

        public long Add(ulong a, ulong b, ulong second)
        {
            var earlier = Find(a, b, second, out var free);
            if (earlier != 0) return earlier;
            _slots[free] = a;
            _slots[free + 1] = second;
            Used++;
            return 0;
        }

        public readonly long Find(ulong a, ulong b, ulong second, out int free)
        {
            var slots = _slots;
            free = Start(a, b, slots.Length / 2);
            while ((slots[free + 1] & RowMask) != 0)
            {
                if (slots[free] == a && (slots[free + 1] ^ second) <= RowMask) return (long)(slots[free + 1] & RowMask);
                free = free + 2 == slots.Length ? 0 : free + 2;
            }

            return 0;
        }

        public void Grow()
        {
            var old = _slots ?? [];
            Reserve(old.Length / 2 * 3 / 2);
            Used = 0;
            for (var at = 0; at < old.Length; at += 2)
            {
                if ((old[at + 1] & RowMask) != 0) Add(old[at], old[at + 1], old[at + 1]);
            }
        }

        public void Reserve(int slots) => _slots = new ulong[Math.Max(64, slots) * 2];

        // Only bits that a slot keeps may choose it, for growing must find the same place.
        private static int Start(ulong a, ulong b, int length) =>
            (int)Math.BigMul(a * 0x9E3779B97F4A7C15UL ^ b >> RowBits, (ulong)length, out _) * 2;
    }
}
