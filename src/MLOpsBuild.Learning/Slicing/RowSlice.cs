using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Slicing;

/// <summary>A named part of a table's rows.</summary>
/// <param name="Name">What the rows have in common: <c>price&gt;=2000</c>, <c>city=Rome</c>, <c>weekday=1 &amp; hour&lt;6</c>.</param>
/// <param name="Columns">The columns that decide, in the order of the name.</param>
/// <param name="Flags">One flag a row.</param>
public sealed record RowSlice(string Name, IReadOnlyList<string> Columns, bool[] Flags)
{
    /// <summary>The number of rows within.</summary>
    public int Count => Flags.Count(f => f);

    /// <summary>The rows that are in both.</summary>
    public RowSlice And(RowSlice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Flags.Length != Flags.Length) throw new ArgumentException($"The slices are of {Flags.Length} and {other.Flags.Length} rows.", nameof(other));
        var flags = new bool[Flags.Length];
        for (var row = 0; row < flags.Length; row++) flags[row] = Flags[row] && other.Flags[row];
        return new RowSlice($"{Name} & {other.Name}", [.. Columns, .. other.Columns], flags);
    }
}

/// <summary>Parts the rows of a table by the values of its columns.</summary>
public static class RowSlices
{
    /// <summary>One slice a value that has enough rows, in ascending order (texts by their characters' codes), and one of the missing values when they have enough.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">Any column.</param>
    /// <param name="minimumRows">Values with fewer rows make no slice.</param>
    public static IReadOnlyList<RowSlice> ByValue(Table table, string column, int minimumRows = 1)
    {
        var values = table[column];
        var groups = Enumerable.Range(0, values.Count).Where(row => !values.IsMissing(row)).GroupBy(row => values[row]).Where(g => g.Count() >= minimumRows).ToArray();
        Array.Sort(groups, (a, b) => Compare(a.Key, b.Key));
        List<RowSlice> slices = [.. groups.Select(g => Of(column, $"{column}={g.Key}", values.Count, g))];
        AddMissing(slices, values, minimumRows);
        return slices;
    }

    /// <summary>Bands of a number: below the first bound, from each bound to the next, and from the last on; missing values are in none.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">A column of numbers or integers.</param>
    /// <param name="bounds">Ascending, at least one.</param>
    public static IReadOnlyList<RowSlice> ByBand(Table table, string column, params IReadOnlyList<double> bounds)
    {
        if (bounds.Count == 0) throw new ArgumentException("There must be a bound.", nameof(bounds));
        for (var i = 1; i < bounds.Count; i++)
        {
            if (!(bounds[i] > bounds[i - 1])) throw new ArgumentException($"The bound {Text(bounds[i])} comes after {Text(bounds[i - 1])}; they must ascend.", nameof(bounds));
        }

        var values = table[column].ToNumbers();
        return [.. Enumerable.Range(0, bounds.Count + 1).Select(band => Band(column, values, bounds, band))];
    }

    /// <summary>Bands with nearly equal numbers of rows, bounded by values that occur; fewer where values repeat much, and one of the missing values when there are any.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">A column of numbers or integers.</param>
    /// <param name="bins">At least 2.</param>
    public static IReadOnlyList<RowSlice> ByQuantile(Table table, string column, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var values = table[column].ToNumbers();
        double[] sorted = [.. values.Where(v => !double.IsNaN(v))];
        Array.Sort(sorted);
        double[] bounds = [.. Enumerable.Range(1, bins - 1).Where(_ => sorted.Length > 0).Select(i => sorted[(int)((long)i * sorted.Length / bins)]).Distinct().Where(b => b > sorted[0])];
        List<RowSlice> slices = [.. bounds.Length > 0 ? ByBand(table, column, bounds) : []];
        AddMissing(slices, table[column], 1);
        return slices;
    }

    /// <summary>Every slice of one list crossed with every one of the other, without those that have fewer rows.</summary>
    public static IReadOnlyList<RowSlice> Cross(IReadOnlyList<RowSlice> first, IReadOnlyList<RowSlice> second, int minimumRows = 1) =>
        [.. first.SelectMany(_ => second, (a, b) => a.And(b)).Where(s => s.Count >= minimumRows)];

    /// <summary>The slices as <see cref="Evaluation.EvaluationRows"/> takes them.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public static IReadOnlyDictionary<string, bool[]> ByName(IEnumerable<RowSlice> slices)
    {
        var named = new SortedDictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var slice in slices)
        {
            if (!named.TryAdd(slice.Name, slice.Flags)) throw new ArgumentException($"Two slices are named '{slice.Name}'.", nameof(slices));
        }

        return named;
    }

    private static RowSlice Band(string column, double[] values, IReadOnlyList<double> bounds, int band)
    {
        var low = band == 0 ? double.NegativeInfinity : bounds[band - 1];
        var high = band == bounds.Count ? double.PositiveInfinity : bounds[band];
        var isLast = band == bounds.Count;
        var name = band == 0 ? $"{column}<{Text(high)}" : isLast ? $"{column}>={Text(low)}" : $"{Text(low)}<={column}<{Text(high)}";
        return new RowSlice(name, [column], Array.ConvertAll(values, v => v >= low && (isLast || v < high)));
    }

    private static void AddMissing(List<RowSlice> slices, Column values, int minimumRows)
    {
        int[] missing = [.. Enumerable.Range(0, values.Count).Where(values.IsMissing)];
        if (missing.Length > 0 && missing.Length >= minimumRows) slices.Add(Of(values.Name, $"{values.Name} missing", values.Count, missing));
    }

    private static RowSlice Of(string column, string name, int rows, IEnumerable<int> within)
    {
        var flags = new bool[rows];
        foreach (var row in within) flags[row] = true;
        return new RowSlice(name, [column], flags);
    }

    private static int Compare(Cell a, Cell b) => a.Type switch
    {
        ColumnType.Text => string.CompareOrdinal(a.Text, b.Text),
        ColumnType.Time => a.Time.CompareTo(b.Time),
        _ => a.Number.CompareTo(b.Number),
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
