namespace MLOpsBuild.Learning.Splits;

/// <summary>Tests on what comes after the training, as in use: an expanding or sliding window, with a gap. The tests follow one another up to the last period.</summary>
public static class TimeSplit
{
    /// <summary>Folds from the earliest test to the latest. With the row's number as its period this is scikit-learn's <c>TimeSeriesSplit</c>.</summary>
    /// <param name="periods">The period (the number of the day) of each row, in any order. Rows of one period are never parted.</param>
    /// <param name="options">The lengths.</param>
    /// <exception cref="ArgumentException">A fold would have nothing to learn from or to test on.</exception>
    public static IReadOnlyList<Fold> Of(ReadOnlySpan<int> periods, TimeSplitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (periods.IsEmpty) throw new ArgumentException("There are no rows to part.", nameof(periods));
        var all = periods.ToArray();
        long first = all.Min();
        var end = all.Max() + 1L;
        var test = options.Test ?? (end - first) / (options.Folds + 1);
        if (test < 1) throw new ArgumentException($"{end - first} periods are too few for {options.Folds} tests.", nameof(options));
        var folds = new Fold[options.Folds];
        for (var fold = 0; fold < folds.Length; fold++) folds[fold] = At(all, end - (folds.Length - fold) * test, test, options);
        return folds;
    }

    /// <summary>As the other overload, with calendar days as periods.</summary>
    public static IReadOnlyList<Fold> OfDays(ReadOnlySpan<DateTime> times, TimeSplitOptions options)
    {
        var days = new int[times.Length];
        for (var row = 0; row < days.Length; row++)
        {
            if (times[row] == DateTime.MinValue) throw new ArgumentException($"The time of row {row} is missing.", nameof(times));
            days[row] = (int)(times[row].Ticks / TimeSpan.TicksPerDay);
        }

        return Of(days, options);
    }

    private static Fold At(int[] periods, long start, long length, TimeSplitOptions options)
    {
        var until = start - options.Gap;
        var from = options.Train is { } train ? until - train : long.MinValue;
        var learned = Fold.RowsWhere(periods, p => p >= from && p < until);
        var tested = Fold.RowsWhere(periods, p => p >= start && p < start + length);
        if (learned.Length > 0 && tested.Length > 0) return new Fold(learned, tested);
        throw new ArgumentException(
            $"The fold tested on the periods {start} to {start + length - 1} has {learned.Length} rows to learn from and {tested.Length} to test on; use fewer or shorter tests or a smaller gap.",
            nameof(options));
    }
}
