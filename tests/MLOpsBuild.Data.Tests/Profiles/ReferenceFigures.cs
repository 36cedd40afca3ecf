using System.Text.Json;

namespace MLOpsBuild.Data.Tests.Profiles;

/// <summary>What pandas, SciPy and NumPy say of the departures.</summary>
internal static class ReferenceFigures
{
    public static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/profile-reference.json"))).RootElement;

    public static JsonElement Of(int month, string column) => Root.GetProperty("months").GetProperty($"2001-{month:00}").GetProperty(column);

    public static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>Equal to 1e-9 of its size.</summary>
    public static void AssertNear(JsonElement of, string name, double? actual)
    {
        var expected = of.GetProperty(name).GetDouble();
        Assert.True(actual is { } value && Math.Abs(value - expected) <= 1e-9 * Math.Max(Math.Abs(expected), 1e-3), $"{name}: {actual:R} is not {expected:R}");
    }
}
