namespace MLOpsBuild.Numerics.Associations;

/// <summary>How much a category says of a number: 0 (nothing) to 1 (the number is the same wherever the category is).</summary>
public static class CorrelationRatio
{
    /// <summary>The correlation ratio: the square root of the share of the numbers' variance that lies between the categories.</summary>
    /// <remarks>
    /// Plain it is Pearson's η. Corrected it is ε of Kelley, "An unbiased correlation ratio measure" (1935), which takes off the share that chance brings with many
    /// categories: a name that never repeats then has 0. The numbers are summed category by category in the rows' order.
    /// </remarks>
    /// <param name="codes">The categories; below zero is missing and such rows are left out.</param>
    /// <param name="numbers">The numbers, as many; NaN is missing.</param>
    /// <param name="corrected">True for Kelley's correction.</param>
    /// <returns>Null when there are fewer than two categories or the numbers do not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(ReadOnlySpan<int> codes, ReadOnlySpan<double> numbers, bool corrected)
    {
        if (codes.Length != numbers.Length) throw new ArgumentException($"There are {codes.Length} codes and {numbers.Length} numbers.", nameof(numbers));
        var groups = new SortedDictionary<int, (double Sum, int Count)>();
        var (rows, total) = (0, 0.0);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0 || double.IsNaN(numbers[i])) continue;
            var (sum, count) = groups.GetValueOrDefault(codes[i]);
            groups[codes[i]] = (sum + numbers[i], count + 1);
            rows++;
            total += numbers[i];
        }

        if (groups.Count < 2) return null;
        var (mean, within, all) = (total / rows, 0.0, 0.0);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0 || double.IsNaN(numbers[i])) continue;
            var (sum, count) = groups[codes[i]];
            var (fromGroup, fromAll) = (numbers[i] - (sum / count), numbers[i] - mean);
            within += fromGroup * fromGroup;
            all += fromAll * fromAll;
        }

        if (!(all > 0)) return null;
        if (!corrected) return Math.Sqrt(Math.Clamp(1 - (within / all), 0, 1));
        return rows == groups.Count ? 0 : Math.Sqrt(Math.Clamp(1 - (within / all * (rows - 1) / (rows - groups.Count)), 0, 1));
    }
}
