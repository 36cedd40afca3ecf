namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a column of numbers.</summary>
internal static class NumberReader
{
    public static NumberSummary Read(ColumnReader reader, long count)
    {
        if (reader.Has("values")) return All(reader, count);
        reader.Keys("kinds", "range", "moments", "hashes", "registers", "error", "frequent", "deviations", "coins", "levels");
        var kinds = reader.Integers("kinds", 3);
        var range = reader.Numbers("range", 2);
        var moments = reader.Numbers("moments", 5);
        reader.Holds(kinds.All(k => k <= count) && kinds[0] <= count - kinds[1], "'kinds' are more than there are values.");
        reader.Holds(range[0] <= range[1], "'range' must be the least and the greatest number.");
        reader.Holds(moments[2] is >= 0 or double.NaN && moments[4] is >= 0 or double.NaN, "the second and fourth of 'moments' cannot be negative.");
        var figures = new NumberFigures(
            count, kinds[0], kinds[1], kinds[2], range[0], range[1], new Moments(count - kinds[2], moments[0], moments[1], moments[2], moments[3], moments[4]));
        var distinct = reader.Distinct(count);
        var error = reader.Integer("error");
        reader.Holds(error <= count, "'error' is more than there are values.");
        var frequent = reader.Pairs("frequent", reader.Number, Comparer<double>.Default, count, isAll: false);
        reader.Holds(frequent.Count <= NumberSketches.MostFrequent, $"'frequent' has more than {NumberSketches.MostFrequent} values.");
        var quantiles = QuantileReader.Read(reader, count);
        return NumberSummary.Of(new NumberSketches(figures, distinct, FrequentItems<double>.Restore(frequent.DistinctBy(f => f.Key), error), quantiles));
    }

    private static NumberSummary All(ColumnReader reader, long count)
    {
        reader.Keys("values");
        var pairs = reader.Pairs("values", reader.Number, Comparer<double>.Default, count, isAll: true);
        var sorted = new SortedCounts([.. pairs.Select(p => p.Key)], [.. pairs.Select(p => p.Value)]);
        var isGood = reader.Holds(sorted.IsFew, "'values' has more of them than are ever counted one by one.")
            & reader.Holds(!sorted.Values.Any(double.IsNaN), "'values' cannot have NaN, which is missing.");
        return isGood && pairs.Sum(p => (double)p.Value) <= long.MaxValue / 2 ? NumberSummary.Of(sorted) : NumberSummary.None;
    }
}
