using System.Buffers;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Counts the numbers of a column by value: in an array when they are whole and close together, in a small table when few are distinct, by sorting otherwise.</summary>
internal static class NumberTally
{
    // An array of counters up to this size stays in a core's own cache.
    private const int MostCounters = 1 << 16;

    // Beyond this, neighbouring integers are one double.
    private const long MostExact = 1L << 53;

    public static (NumberSummary Summary, long Missing) Of(IntegerColumn column)
    {
        var values = column.Values;
        var (min, max, zeros, missing) = (long.MaxValue, long.MinValue, 0L, 0L);
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            // Missing is 0 in the array, so that only zeros need a look at the bitmap.
            if (value == 0)
            {
                if (column.IsMissing(row)) missing++;
                else zeros++;
                continue;
            }

            if (value < min) min = value;
            if (value > max) max = value;
        }

        if (min > max) return (NumberSummary.Of(WithZeros(SortedCounts.None, zeros)), missing);
        var areExact = min >= -MostExact && max <= MostExact;
        if (areExact && max - min < MostCounters) return (NumberSummary.Of(WithZeros(Counted(values, min, (int)(max - min) + 1), zeros)), missing);
        var numbers = new double[values.Length - missing - zeros];
        var used = 0;
        foreach (var value in values)
        {
            if (value != 0) numbers[used++] = value;
        }

        var counts = WithZeros(Counted(numbers), zeros);
        return (areExact ? NumberSummary.Of(counts) : NumberSummary.Of(NumberSketches.Of(counts, Distinct(column))), missing);
    }

    public static (NumberSummary Summary, long Missing) Of(NumberColumn column)
    {
        var present = new double[column.Count];
        var (used, zeros) = (0, 0L);
        foreach (var value in column.Values)
        {
            if (value == 0) zeros++;
            else if (!double.IsNaN(value)) present[used++] = value;
        }

        return (NumberSummary.Of(WithZeros(Counted(present.AsSpan(0, used)), zeros)), column.Count - zeros - used);
    }

    // Zeros are left out: some of them are missing.
    private static SortedCounts Counted(ReadOnlySpan<long> values, long min, int width)
    {
        var counters = ArrayPool<int>.Shared.Rent(width);
        counters.AsSpan(0, width).Clear();
        foreach (var value in values)
        {
            if (value != 0) counters[value - min]++;
        }

        var distinct = width - counters.AsSpan(0, width).Count(0);
        var (found, counts, used) = (new double[distinct], new long[distinct], 0);
        for (var i = 0; i < width; i++)
        {
            if (counters[i] == 0) continue;
            found[used] = min + i;
            counts[used++] = counters[i];
        }

        ArrayPool<int>.Shared.Return(counters);
        return new SortedCounts(found, counts);
    }

    /// <summary>Numbers by value, ascending.</summary>
    /// <param name="numbers">Neither NaN nor zeros; overwritten.</param>
    internal static SortedCounts Counted(Span<double> numbers)
    {
        if (ValueTable.Count(numbers) is { } few) return few;
        RadixSort.Ascending(numbers);
        var distinct = numbers.Length == 0 ? 0 : 1;
        for (var i = 1; i < numbers.Length; i++) distinct += numbers[i] != numbers[i - 1] ? 1 : 0;
        var (values, counts, used) = (new double[distinct], new long[distinct], -1);
        foreach (var number in numbers)
        {
            if (used < 0 || number != values[used]) values[++used] = number;
            counts[used]++;
        }

        return new SortedCounts(values, counts);
    }

    private static SortedCounts WithZeros(SortedCounts counts, long zeros) => zeros == 0 ? counts : counts.Merge(new SortedCounts([0], [zeros]));

    private static DistinctSketch Distinct(IntegerColumn column)
    {
        var distinct = new DistinctSketch();
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            if (value is < -MostExact or > MostExact) distinct.Add(StableHash.Of((ulong)value));
            else if (value != 0 || !column.IsMissing(row)) distinct.Add(StableHash.Of((double)value));
        }

        return distinct;
    }
}
