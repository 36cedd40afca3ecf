using System.Text.Json;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

/// <summary>The preset against SciPy, every method on every kind of column: which one is chosen, its value, and what it decides.</summary>
public sealed class EvidentlyReferenceTests
{
    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/statistics/evidently.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    public static TheoryData<string, string> Measured =>
        [.. Cases.SelectMany(c => c.GetProperty("values").EnumerateObject().Select(m => (c.GetProperty("name").GetString()!, m.Name)))];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Measured))]
    public void Values_and_decisions_are_those_of_SciPy(string name, string method)
    {
        var wanted = Cases.Single(c => c.GetProperty("name").GetString() == name);
        var column = Compare(wanted, EvidentlyMethods.ByName[method]);

        Assert.Equal(wanted.GetProperty("drifts").GetProperty(method).GetBoolean() ? Verdict.Fail : Verdict.Pass, column.Verdict);
        var (truth, statistic) = (wanted.GetProperty("values").GetProperty(method).GetDouble(), column.Statistics[0]);
        var value = statistic.PValue ?? statistic.Value!.Value;
        Assert.InRange(value, truth - 1e-9 - (1e-6 * truth), truth + 1e-9 + (1e-6 * truth));
        if (statistic.PValue is null) Assert.Equal(truth, value, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_method_is_chosen_as_there(string name)
    {
        var wanted = Cases.Single(c => c.GetProperty("name").GetString() == name);

        Assert.Equal(
            Compare(wanted, EvidentlyMethods.ByName[wanted.GetProperty("default").GetString()!]).Statistics,
            Compare(wanted, EvidentlyMethod.Default).Statistics);
    }

    private static ColumnDrift Compare(JsonElement wanted, EvidentlyMethod method)
    {
        Table Sample(string name)
        {
            JsonElement[] items = [.. wanted.GetProperty(name).EnumerateArray()];
            return new([items[0].ValueKind == JsonValueKind.String ? TextColumn.Of("x", [.. items.Select(i => i.GetString())]) : new NumberColumn("x", [.. items.Select(i => i.GetDouble())])]);
        }

        return Drift.Compare(Sample("a"), Sample("b"), new DriftOptions { Time = null, Preset = DriftPreset.Evidently, EvidentlyMethods = new Dictionary<string, EvidentlyMethod> { ["x"] = method } }).Columns.Single();
    }
}
