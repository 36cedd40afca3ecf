namespace MLOpsBuild.Data.Profiles;

/// <summary>Counts by value while few are distinct.</summary>
internal static class ValueTable
{
    private const int Most = 2048;
    private const int Slots = 4 * Most;

    /// <summary>The counts; null as soon as there are more than 2048 distinct values.</summary>
    /// <param name="numbers">Neither NaN nor zero of either sign.</param>
    public static SortedCounts? Count(ReadOnlySpan<double> numbers)
    {
        // Zero marks a free slot: no number among them is zero.
        var keys = new double[Slots];
        var counts = new int[Slots];
        var distinct = 0;
        foreach (var number in numbers)
        {
            var slot = (int)(BitConverter.DoubleToUInt64Bits(number) * 0x9E3779B97F4A7C15UL >> 51);
            while (keys[slot] != number)
            {
                if (keys[slot] == 0)
                {
                    if (++distinct > Most) return null;
                    keys[slot] = number;
                    break;
                }

                slot = (slot + 1) & (Slots - 1);
            }

            counts[slot]++;
        }

        return Sorted(keys, counts, distinct);
    }

    private static SortedCounts Sorted(double[] keys, int[] counts, int distinct)
    {
        var (values, found, used) = (new double[distinct], new long[distinct], 0);
        for (var slot = 0; slot < Slots; slot++)
        {
            if (keys[slot] == 0) continue;
            values[used] = keys[slot];
            found[used++] = counts[slot];
        }

        Array.Sort(values, found);
        return new SortedCounts(values, found);
    }
}
