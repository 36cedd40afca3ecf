using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Linear;

/// <summary>The tables of tests/testdata/linear and what scikit-learn says of them.</summary>
internal static class Reference
{
    private static readonly Lazy<JsonElement> All = new(() => JsonDocument.Parse(File.ReadAllText(TestData.Find("linear/reference.json"))).RootElement);

    public static JsonElement Of(string name) => All.Value.GetProperty(name);

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(v => v.GetDouble())];

    public static double[][] Rows(this JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>Every row of a table; with weights 1, 2, 3, 1, 2 and so on when asked for.</summary>
    public static TrainingSet Table(string name, bool weighted = false)
    {
        var lines = File.ReadAllLines(TestData.Find($"linear/{name}.csv"));
        var header = lines[0].Split(',');
        double[][] rows = [.. lines[1..].Select(line => Array.ConvertAll(line.Split(','), v => double.Parse(v, CultureInfo.InvariantCulture)))];
        double[] Column(int i) => [.. rows.Select(row => row[i])];
        var features = new Table([.. header[..^1].Select((n, i) => new NumberColumn(n, Column(i)))]);
        return new TrainingSet(features, Column(header.Length - 1)) { Weights = weighted ? [.. rows.Select((_, i) => 1.0 + i % 3)] : null };
    }

    public static void Close(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"[{i}] expected {expected[i]:R}, found {found[i]:R}");
    }
}
