namespace MLOpsBuild.Numerics;

/// <summary>Random numbers that are the same for a seed on every machine and runtime.</summary>
/// <remarks>xoshiro256** (Blackman and Vigna, 2018), seeded through SplitMix64. Not for secrets. Not thread-safe: give each worker its own by <see cref="Fork"/>.</remarks>
public sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the stream of a seed.</summary>
    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>An independent stream for part <paramref name="index"/> of some work; the same one however far this stream has been read.</summary>
    public static SeededRandom Fork(ulong seed, ulong index)
    {
        var mixed = seed ^ (index + 1) * 0xD1342543DE82EF95UL;
        return new SeededRandom(SplitMix(ref mixed));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="below"/>), without bias.</summary>
    public int Next(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);
        // Lemire's multiply and reject: the low word decides whether the draw fell into the uneven rest.
        var range = (uint)below;
        var product = (NextBits() >> 32) * range;
        var low = (uint)product;
        if (low >= range) return (int)(product >> 32);
        var threshold = (0u - range) % range;
        while (low < threshold)
        {
            product = (NextBits() >> 32) * range;
            low = (uint)product;
        }

        return (int)(product >> 32);
    }

    /// <summary>Puts the items into a random order (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
