using System.Text.Json;

namespace MLOpsBuild.Numerics.Tests;

/// <summary>Values that SciPy and statsmodels computed: the scripts in tests/testdata/statistics write them and name the programs' versions.</summary>
internal static class StatisticsReference
{
    private static readonly Lazy<JsonElement> Root = new(() => JsonDocument.Parse(File.ReadAllBytes(Find("tests/testdata/statistics/reference.json"))).RootElement);

    private static readonly Lazy<JsonElement> ExperimentsRoot = new(() => JsonDocument.Parse(File.ReadAllBytes(Find("tests/testdata/statistics/experiments.json"))).RootElement);

    /// <summary>The cases of experiments.json.</summary>
    public static JsonElement.ArrayEnumerator Experiments(string name) => ExperimentsRoot.Value.GetProperty(name).EnumerateArray();

    public static IEnumerable<JsonElement> Cases(string name) => Root.Value.GetProperty(name).EnumerateArray();

    /// <summary>Cases that are rows of numbers.</summary>
    public static IEnumerable<double[]> Rows(string name) => Cases(name).Select(Numbers);

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    public static long[] Counts(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetInt64())];

    /// <summary>Equal to nine digits of the value, or of one where it is smaller; null is no value.</summary>
    public static void Agrees(JsonElement expected, double? actual, string what)
    {
        if (expected.ValueKind == JsonValueKind.Null) return;
        Agrees(expected.GetDouble(), actual, what);
    }

    public static void Agrees(double expected, double? actual, string what) =>
        Assert.True(actual is { } value && Math.Abs(value - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R} where SciPy has {expected:R}");

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate)) return candidate;
        }

        throw new FileNotFoundException($"There is no {path} above the test.");
    }
}
