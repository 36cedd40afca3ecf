namespace MLOpsBuild.Learning.Trees;

/// <summary>Chance by place: a number for a seed, a tree and an item that does not depend on what was asked before, or by whom.</summary>
internal static class Chance
{
    /// <summary>64 bits that look random (SplitMix64's finaliser, applied three times).</summary>
    public static ulong Bits(ulong seed, int tree, int item) => Mix(Mix(Mix(seed) + (uint)tree) + (uint)item);

    /// <summary>Uniform in [0, 1).</summary>
    public static double Share(ulong seed, int tree, int item) => (Bits(seed, tree, item) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The given number of items out of so many, in ascending order.</summary>
    public static int[] Choose(ulong seed, int tree, int items, int chosen) => [.. Order(seed, tree, items).Take(chosen).Order()];

    /// <summary>So many items in random order.</summary>
    public static int[] Order(ulong seed, int tree, int items) => [.. Enumerable.Range(0, items).OrderBy(item => Bits(seed, tree, item)).ThenBy(item => item)];

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
