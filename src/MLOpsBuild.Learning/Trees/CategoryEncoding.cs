using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Replaces a text by the mean target of its category, drawn towards the overall mean; a text never seen is the overall mean, a missing one stays missing.</summary>
internal sealed class CategoryEncoding
{
    private readonly Dictionary<string, double> _values;

    /// <summary>Takes categories in ascending ordinal order with their values.</summary>
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

    public static CategoryEncoding Fit(TextColumn column, double[] target, double prior, double priorWeight)
    {
        var sums = new double[column.Dictionary.Count];
        var counts = new int[sums.Length];
        for (var row = 0; row < column.Count; row++)
        {
            var code = column.Codes[row];
            if (code < 0) continue;
            sums[code] += target[row];
            counts[code]++;
        }

        // The dictionary's order is chance and it may hold texts of rows that are not here.
        int[] seen = [.. Enumerable.Range(0, sums.Length).Where(code => counts[code] > 0).OrderBy(code => column.Dictionary[code], StringComparer.Ordinal)];
        return new CategoryEncoding(
            [.. seen.Select(code => column.Dictionary[code])],
            [.. seen.Select(code => (sums[code] + prior * priorWeight) / (counts[code] + priorWeight))],
            prior);
    }

    public double[] Apply(TextColumn column)
    {
        var byCode = new double[column.Dictionary.Count];
        for (var code = 0; code < byCode.Length; code++) byCode[code] = _values.GetValueOrDefault(column.Dictionary[code], Prior);
        var numbers = new double[column.Count];
        var codes = column.Codes;
        for (var row = 0; row < numbers.Length; row++) numbers[row] = codes[row] < 0 ? double.NaN : byCode[codes[row]];
        return numbers;
    }
}
