using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>The values at which a curve is drawn.</summary>
internal static class DependenceGrid
{
    public static IReadOnlyList<Cell> Of(Column column, DependenceOptions options)
    {
        IReadOnlyList<Cell> grid = column switch
        {
            TextColumn text => Texts(text, options.Points),
            IntegerColumn integers => [.. Numbers(integers.ToNumbers(), options).Select(v => (long)Math.Round(v)).Distinct().Select(Cell.Of)],
            NumberColumn numbers => [.. Numbers(numbers.ToNumbers(), options).Select(Cell.Of)],
            _ => throw new ArgumentException($"Column '{column.Name}' is {column.Type}; a model takes numbers, integers and texts.", nameof(column)),
        };
        return grid.Count > 0 ? grid : throw new ArgumentException($"No row has a value of '{column.Name}'.", nameof(column));
    }

    /// <summary>A column of the same kind that has one value everywhere.</summary>
    public static Column Constant(Column like, Cell value)
    {
        switch (like)
        {
            case TextColumn:
                return new TextColumn(like.Name, new int[like.Count], [value.Text!]);
            case IntegerColumn:
                var integers = new long[like.Count];
                Array.Fill(integers, value.Integer);
                return new IntegerColumn(like.Name, integers);
            default:
                var numbers = new double[like.Count];
                Array.Fill(numbers, value.Number);
                return new NumberColumn(like.Name, numbers);
        }
    }

    // The most frequent ones, in ordinal order.
    private static IReadOnlyList<Cell> Texts(TextColumn column, int most) =>
    [
        .. Enumerable.Range(0, column.Count).Select(column.TextAt).OfType<string>().CountBy(t => t, StringComparer.Ordinal)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most).Select(c => c.Key).Order(StringComparer.Ordinal).Select(Cell.Of),
    ];

    // Few values as they are, otherwise equal steps between the quantiles (as scikit-learn's partial_dependence).
    private static double[] Numbers(double[] values, DependenceOptions options)
    {
        double[] sorted = [.. values.Where(double.IsFinite)];
        Array.Sort(sorted);
        double[] distinct = [.. sorted.Distinct()];
        if (distinct.Length <= options.Points) return distinct;
        var (low, high) = (Quantile(sorted, options.Tails), Quantile(sorted, 1 - options.Tails));
        return low == high ? [low] : [.. Enumerable.Range(0, options.Points).Select(i => low + (high - low) * i / (options.Points - 1))];
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
