using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>
/// Replaces a text by a number of its category. Either by its mean target, drawn towards the overall mean, which a text never seen is given; or, for
/// cuts into sets of categories, by its place among them, where a text never seen is as a missing one. A missing text stays missing.
/// </summary>
internal sealed class CategoryEncoding
{
    /// <summary>The most categories that can be told apart where they are cut as sets: as many as there are bins.</summary>
    public const int MostInSet = 254;

    private readonly Dictionary<string, double> _values;

    /// <summary>Takes categories in ascending ordinal order with their values.</summary>
    /// <param name="categories">The categories.</param>
    /// <param name="values">Their numbers.</param>
    /// <param name="prior">The number of any other text; NaN to treat it as missing.</param>
    public CategoryEncoding(string[] categories, double[] values, double prior)
    {
        Categories = categories;
        Values = values;
        Prior = prior;
        _values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Length; i++) _values.Add(categories[i], values[i]);
    }

    public string[] Categories { get; }

    public double[] Values { get; }

    public double Prior { get; }

    /// <summary>True when the categories are cut as sets.</summary>
    public bool IsSet => double.IsNaN(Prior);

    /// <summary>Categories as their places, 0, 1, 2 and so on, in ordinal order.</summary>
    public static CategoryEncoding Places(string[] categories) => new(categories, [.. Enumerable.Range(0, categories.Length).Select(i => (double)i)], double.NaN);

    /// <summary>The places of a column's categories; of more than <see cref="MostInSet"/>, the most frequent ones have places.</summary>
    public static CategoryEncoding Places(TextColumn column)
    {
        var counts = new int[column.Dictionary.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0) counts[code]++;
        }

        var kept = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Dictionary[code], StringComparer.Ordinal).Take(MostInSet);
        return Places([.. kept.Select(code => column.Dictionary[code]).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The weighted mean targets of a column's categories.</summary>
    /// <param name="column">The texts.</param>
    /// <param name="target">The target of each row.</param>
    /// <param name="weights">The weight of each row; null when all are 1.</param>
    /// <param name="prior">The overall mean.</param>
    /// <param name="priorWeight">How many rows of the overall mean each category starts from.</param>
    public static CategoryEncoding Fit(TextColumn column, double[] target, double[]? weights, double prior, double priorWeight)
    {
        var sums = new double[column.Dictionary.Count];
        var counts = new double[sums.Length];
        for (var row = 0; row < column.Count; row++)
        {
            var code = column.Codes[row];
            if (code < 0) continue;
            var weight = weights is null ? 1 : weights[row];
            sums[code] += weight * target[row];
            counts[code] += weight;
        }

        // The dictionary's order is chance and it may hold texts of rows that are not here.
        int[] seen = [.. Enumerable.Range(0, sums.Length).Where(code => counts[code] > 0).OrderBy(code => column.Dictionary[code], StringComparer.Ordinal)];
        return new CategoryEncoding(
            [.. seen.Select(code => column.Dictionary[code])],
            [.. seen.Select(code => (sums[code] + prior * priorWeight) / (counts[code] + priorWeight))],
            prior);
    }

    /// <summary>The cuts that give each place a bin of its own.</summary>
    public double[] Cuts() => [.. Enumerable.Range(0, Math.Max(0, Categories.Length - 1)).Select(place => (double)place)];

    /// <summary>The number of a text; NaN for none.</summary>
    public double Of(string? text) => text is null ? double.NaN : _values.GetValueOrDefault(text, Prior);

    public double[] Apply(TextColumn column)
    {
        var byCode = new double[column.Dictionary.Count];
        for (var code = 0; code < byCode.Length; code++) byCode[code] = Of(column.Dictionary[code]);
        var numbers = new double[column.Count];
        var codes = column.Codes;
        for (var row = 0; row < numbers.Length; row++) numbers[row] = codes[row] < 0 ? double.NaN : byCode[codes[row]];
        return numbers;
    }
}
