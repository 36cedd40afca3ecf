using System.Globalization;

namespace MLOpsBuild.Learning.Linear;

/// <summary>Says what a weighted sum holds.</summary>
internal static class LinearDescription
{
    private const int Most = 20;

    /// <summary>The number of weights, the intercept, and the weights of the greatest size, the first of equals.</summary>
    public static IEnumerable<(string Name, string Value)> Of(ModelInput[] inputs, LinearTerm[] terms, IReadOnlyList<double> weights)
    {
        var names = inputs.SelectMany((input, i) => terms[i].Describe(input)).ToArray();
        yield return ("weights", $"{names.Length}, of which {names.Where((_, i) => weights[i] == 0).Count()} are 0");
        yield return ("intercept", Text(weights[^1]));
        foreach (var i in Enumerable.Range(0, names.Length).Where(i => weights[i] != 0).OrderByDescending(i => Math.Abs(weights[i])).Take(Most))
        {
            yield return ($"weight of {names[i].Name}", Text(weights[i]) + names[i].Unit);
        }
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
